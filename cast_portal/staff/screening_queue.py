"""キャスト審査 in the Wagtail admin: the list of entries, what waits for us first."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from cast_portal.enums import ApplicationStatus
from cast_portal.forms.screening import screeners
from cast_portal.models import CastApplication
from cast_portal.staff.screening_access import PermissionGate


class EntryFilters(WagtailFilterSet):
    status = ChoiceFilter(
        label=gettext_lazy("状態"), choices=ApplicationStatus.choices, widget=forms.RadioSelect
    )
    due = ChoiceFilter(
        label=gettext_lazy("期限"),
        choices=[("overdue", gettext_lazy("期限超過")), ("today", gettext_lazy("本日まで"))],
        method="by_due",
        widget=forms.RadioSelect,
    )
    assignee = ModelChoiceFilter(
        label=gettext_lazy("担当者"),
        queryset=lambda request: screeners(),
        null_label=gettext_lazy("担当なし"),
    )

    class Meta:
        model = CastApplication
        fields = ["status", "due", "assignee", "desired_rank", "categories"]

    def by_due(
        self, queryset: QuerySet[CastApplication], name: str, value: str
    ) -> QuerySet[CastApplication]:
        compared = "due_to__lt" if value == "overdue" else "due_to"
        waiting = queryset.filter(status=ApplicationStatus.SUBMITTED)
        return waiting.filter(**{compared: timezone.localdate()})


def category_names(entry: CastApplication) -> str:
    return "、".join(category.name for category in entry.categories.all())


class DueColumn(Column):
    cell_template_name = "cast_portal/screening/due_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        waits = instance.status == ApplicationStatus.SUBMITTED
        today = timezone.localdate()
        return super().get_cell_context_data(instance, parent_context) | {
            "is_overdue": waits and instance.due_to < today,
            "is_due_today": waits and instance.due_to == today,
            "waits": waits,
        }


class StatusColumn(Column):
    cell_template_name = "cast_portal/screening/status_cell.html"


class WaitingColumn(Column):
    """How many days the entry has been with us, for those that wait for us."""

    def get_value(self, instance: Any) -> str:
        if instance.status != ApplicationStatus.SUBMITTED:
            return "—"
        days = (timezone.localdate() - timezone.localdate(instance.submitted_at)).days
        return gettext("%(days)d日") % {"days": days} if days else gettext("本日")


class QueueView(PermissionGate, SpreadsheetExportMixin, BaseListingView):
    page_title = gettext_lazy("キャスト審査")
    header_icon = "clipboard-list"
    paginate_by = 50
    model = CastApplication
    index_url_name = "screening:queue"
    index_results_url_name = "screening:queue_results"
    template_name = "wagtailadmin/generic/index.html"
    results_template_name = "wagtailadmin/generic/index_results.html"
    filterset_class = EntryFilters
    is_searchable = True
    search_backend_name = None
    search_fields = ["cast_name", "public_id"]
    verbose_name_plural = gettext_lazy("応募")
    default_ordering = ("turn", "due_to", "pk")
    # Nothing in it leads to a person.
    list_export = [
        "public_id",
        "get_status_display",
        "submitted_at",
        "due_to",
        "desired_rank.name",
        "granted_rank.name",
        "decided_at",
    ]
    export_headings = {
        "public_id": gettext_lazy("受付番号"),
        "get_status_display": gettext_lazy("状態"),
        "desired_rank.name": gettext_lazy("希望ランク"),
        "granted_rank.name": gettext_lazy("承認したランク"),
    }
    columns = [
        TitleColumn(
            "cast_name",
            label=gettext_lazy("キャスト名"),
            accessor=lambda entry: entry.cast_name or gettext("（消去済み）"),
            get_url=lambda entry: reverse("screening:entry", args=[entry.public_id]),
        ),
        Column("public_id", label=gettext_lazy("受付番号")),
        StatusColumn("status", label=gettext_lazy("状態")),
        Column("categories", label=gettext_lazy("カテゴリー"), accessor=category_names),
        Column("desired_rank", label=gettext_lazy("希望ランク")),
        Column(
            "assignee", label=gettext_lazy("担当者"), accessor=lambda entry: entry.assignee or "—"
        ),
        WaitingColumn("submitted_at", label=gettext_lazy("待ち日数"), sort_key="submitted_at"),
        DueColumn("due_to", label=gettext_lazy("審査の期限"), sort_key="due_to"),
    ]

    def get_base_queryset(self) -> QuerySet[CastApplication]:
        related = ("desired_rank", "granted_rank", "assignee", "stage__task")
        return CastApplication.objects.select_related(*related).prefetch_related("categories")

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:
        if self.is_export:
            return self.as_spreadsheet(context["object_list"], self.request.GET["export"])
        return super().render_to_response(context, **kwargs)

    def get_filename(self) -> str:
        return f"screening-{timezone.localdate().isoformat()}"
