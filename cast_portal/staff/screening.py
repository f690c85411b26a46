"""キャスト審査 in the Wagtail admin: the queue, and one screen to decide on an entry."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    QueryDict,
)
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET
from django.views.generic import TemplateView
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.models import ModelLogEntry

from accounts.models import User
from cast_portal.domain.identity import open_document
from cast_portal.domain.screening import (
    approve_application,
    decline_application,
    entries_of_staff,
    return_application,
)
from cast_portal.enums import ApplicationStatus, EntryItem
from cast_portal.forms.screening import ApproveForm, DeclineForm, ReturnForm
from cast_portal.models import CastApplication, IdentityDocument
from kernel.dates import day_and_time
from kernel.errors import Refusal
from kernel.forms import add_refusal

VIEW_ENTRY = "cast_portal.view_castapplication"
DECIDE_ENTRY = "cast_portal.change_castapplication"
VIEW_DOCUMENT = "cast_portal.view_identitydocument"
STAFF_STATUSES = [
    choice for choice in ApplicationStatus.choices if choice[0] != ApplicationStatus.UNCONFIRMED
]
FORMS: dict[str, type[forms.Form]] = {
    "approve": ApproveForm,
    "return": ReturnForm,
    "decline": DeclineForm,
}


def signed_in(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


class PermissionGate:
    """Staff without the permission get 404: they need not know that there is a screening."""

    permission = VIEW_ENTRY

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(self.permission):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class EntryFilters(WagtailFilterSet):
    status = ChoiceFilter(
        label=gettext_lazy("状態"), choices=STAFF_STATUSES, widget=forms.RadioSelect
    )

    class Meta:
        model = CastApplication
        fields = ["status", "desired_rank", "categories"]


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


class QueueView(PermissionGate, BaseListingView):
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
    columns = [
        TitleColumn(
            "cast_name",
            label=gettext_lazy("キャスト名"),
            get_url=lambda entry: reverse("screening:entry", args=[entry.public_id]),
        ),
        Column("public_id", label=gettext_lazy("受付番号")),
        StatusColumn("status", label=gettext_lazy("状態")),
        Column("desired_rank", label=gettext_lazy("希望ランク")),
        Column(
            "submitted_at",
            label=gettext_lazy("受付日時"),
            accessor=lambda entry: entry.submitted_at and day_and_time(entry.submitted_at),
            sort_key="submitted_at",
        ),
        DueColumn("due_to", label=gettext_lazy("審査の期限"), sort_key="due_to"),
    ]

    def get_base_queryset(self) -> QuerySet[CastApplication]:
        return entries_of_staff().select_related("desired_rank")

    def order_queryset(self, queryset: QuerySet[CastApplication]) -> QuerySet[CastApplication]:
        """What waits for us first, then what waits for the applicant, then what is decided."""
        if self.ordering:
            return super().order_queryset(queryset)
        turn = Case(
            When(status=ApplicationStatus.SUBMITTED, then=Value(0)),
            When(status=ApplicationStatus.RETURNED, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        return queryset.order_by(turn, "due_to", "pk")


class EntryView(PermissionGate, WagtailAdminTemplateMixin, TemplateView):
    """The documents beside what was typed, with the three possible decisions."""

    template_name = "cast_portal/screening/entry.html"
    header_icon = "clipboard-list"
    page_title = gettext_lazy("キャスト審査")

    @cached_property
    def application(self) -> CastApplication:
        entries = entries_of_staff().select_related("desired_rank", "granted_rank", "decided_by")
        return get_object_or_404(entries, public_id=self.kwargs["public_id"])

    def get_page_subtitle(self) -> str:
        return self.application.cast_name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse_lazy("screening:queue"), "label": self.page_title},
            {"url": "", "label": self.application.cast_name},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        application = self.application
        decision_forms = {f"{name}_form": self.form(name) for name in FORMS}
        return {
            **super().get_context_data(),
            "application": application,
            "categories": application.categories.all(),
            "terms": application.accepted_terms.all(),
            "requested_items": [EntryItem(item).label for item in application.requested_items],
            "documents": self.documents(),
            "history": self.history(),
            "can_decide": self.request.user.has_perm(DECIDE_ENTRY),
            "is_waiting": application.status == ApplicationStatus.SUBMITTED,
            "is_returned": application.status == ApplicationStatus.RETURNED,
            "is_overdue": application.due_to and application.due_to < timezone.localdate(),
            **decision_forms,
            **kwargs,
        }

    def form(self, decision: str, data: QueryDict | None = None) -> forms.Form:
        if decision == "approve":
            return ApproveForm(data, application=self.application)
        return FORMS[decision](data)

    def documents(self) -> list[IdentityDocument]:
        if not self.request.user.has_perm(VIEW_DOCUMENT):
            return []
        return list(self.application.documents.order_by("-part"))

    def history(self) -> QuerySet[ModelLogEntry]:
        entries = ModelLogEntry.objects.for_instance(self.application)
        return entries.select_related("user").order_by("-timestamp", "-pk")


class DecisionView(EntryView):
    """One POST per decision; a refusal shows the same screen with the message in its place."""

    http_method_names = ["post"]
    permission = DECIDE_ENTRY
    decision = ""
    done: str | Promise = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(self.decision, request.POST)
        if not form.is_valid():
            return self.shown_again(form)
        try:
            self.decide(form.cleaned_data)
        except Refusal as refusal:
            return self.refused(form, refusal)
        messages.success(request, str(self.done) % {"name": self.application.cast_name})
        return HttpResponseRedirect(reverse("screening:queue"))

    def shown_again(self, form: forms.Form) -> HttpResponse:
        context = self.get_context_data(**{f"{self.decision}_form": form})
        return self.render_to_response(context, status=422)

    def refused(self, form: forms.Form, refusal: Refusal) -> HttpResponse:
        """Beside its field; or above the entry as it is now, when the entry is the reason."""
        if refusal.field in form.fields:
            add_refusal(form, refusal)
            return self.shown_again(form)
        messages.error(self.request, str(refusal.message))
        return HttpResponseRedirect(reverse("screening:entry", args=[self.application.public_id]))

    def decide(self, data: dict[str, Any]) -> None:
        raise NotImplementedError


class ApproveView(DecisionView):
    decision = "approve"
    done = gettext_lazy(
        "%(name)s さんを承認しました。パスワード設定のご案内をメールでお送りします。"
    )

    def decide(self, data: dict[str, Any]) -> None:
        approve_application(
            self.application, by=signed_in(self.request), rank=data["rank"], now=timezone.now()
        )


class ReturnView(DecisionView):
    decision = "return"
    done = gettext_lazy("%(name)s さんに再提出をお願いしました。")

    def decide(self, data: dict[str, Any]) -> None:
        return_application(
            self.application,
            by=signed_in(self.request),
            items=[EntryItem(item) for item in data["items"]],
            message=data["message"],
            now=timezone.now(),
        )


class DeclineView(DecisionView):
    decision = "decline"
    done = gettext_lazy("%(name)s さんの登録を見送りました。結果をメールでお送りします。")

    def decide(self, data: dict[str, Any]) -> None:
        decline_application(
            self.application, by=signed_in(self.request), reason=data["reason"], now=timezone.now()
        )


@require_GET
def identity_document(request: HttpRequest, public_id: str) -> HttpResponse:
    """One look at one document: streamed in the clear, never stored on the way, written down."""
    if not request.user.has_perm(VIEW_DOCUMENT):
        raise Http404
    document = get_object_or_404(
        IdentityDocument.objects.select_related("application"), public_id=public_id
    )
    response = HttpResponse(
        open_document(document, by=signed_in(request)), content_type="image/jpeg"
    )
    response["Cache-Control"] = "no-store, private"
    response["Content-Disposition"] = f'inline; filename="{document.public_id}.jpg"'
    return response
