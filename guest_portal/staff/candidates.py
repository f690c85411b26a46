from dataclasses import asdict
from datetime import datetime
from typing import Any

import django_filters
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import AdminDateInput

from cast_portal.enums import InvitationStatus
from cast_portal.models import Cast, Rank, RankInvitation
from cast_portal.staff.invitations import MAY_INVITE
from guest_portal.domain.candidates import Period, candidates, sorted_by, usual_period

REPORT, RESULTS = "guest_portal_candidates", "guest_portal_candidates_results"


class CandidateFilters(WagtailFilterSet):
    """Parses only: the numbers themselves depend on the period."""

    first = django_filters.DateFilter(label=gettext_lazy("期間のはじめ"), widget=AdminDateInput)
    last = django_filters.DateFilter(label=gettext_lazy("期間のおわり"), widget=AdminDateInput)
    rank = django_filters.ModelChoiceFilter(
        label=gettext_lazy("現在のランク"), queryset=Rank.objects.all()
    )
    min_talks = django_filters.NumberFilter(
        label=gettext_lazy("トーク数（以上）"), validators=[MinValueValidator(0)]
    )
    min_rating = django_filters.NumberFilter(
        label=gettext_lazy("平均評価（以上）"),
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )

    class Meta:
        model = Cast
        fields: list[str] = []

    def __init__(self, data: QueryDict, *args: Any, **kwargs: Any) -> None:
        """Whoever names no day gets the usual period, which also stands in the form."""
        data, self.usual = data.copy(), usual_period(timezone.now())
        days = asdict(self.usual)
        for name, usual in days.items():
            data[name] = data.get(name) or usual.isoformat()
        super().__init__(data, *args, **kwargs)
        for name, usual in days.items():
            self.filters[name].extra["initial"] = usual

    def filter_queryset(self, queryset: QuerySet[Cast]) -> QuerySet[Cast]:
        return queryset


class TickColumn(Column):
    cell_template_name = "guest_portal/staff/tick_cell.html"


def percent(cast: Any) -> str:
    return "-" if cast.done_percent is None else f"{cast.done_percent:.0f}%"


def rating(cast: Any) -> str:
    if cast.rating is None:
        return "-"
    return _("%(rating)s（%(count)s件）") % {
        "rating": f"{cast.rating:.1f}",
        "count": cast.review_count,
    }


def last_invitation(cast: Any) -> str:
    if cast.invited_at is None:
        return "-"
    return f"{day(cast.invited_at)} {InvitationStatus(cast.invited_status).label}"


def day(moment: datetime | None) -> str:
    return date_format(localtime(moment), "Y-m-d") if moment else ""


def tenths(number: float | None) -> float | str:
    return "" if number is None else round(number, 1)


class CandidatesView(ReportView):
    model = RankInvitation
    permission_required = "add"
    page_title = gettext_lazy("ランクのご案内の候補")
    header_icon = "pick"
    template_name = "guest_portal/staff/candidates.html"
    results_template_name = "guest_portal/staff/candidates_results.html"
    table_classname = "listing staff-table"
    index_url_name = REPORT
    index_results_url_name = RESULTS
    filterset_class = CandidateFilters
    default_ordering = "-talks"
    verbose_name_plural = gettext_lazy("候補")
    columns = [
        TickColumn("tick", label=gettext_lazy("選択"), accessor="pk"),
        Column("user", label=gettext_lazy("キャスト")),
        Column("rank", label=gettext_lazy("ランク"), sort_key="rank__order"),
        Column("talks", label=gettext_lazy("トーク数"), sort_key="talks"),
        Column(
            "done_percent",
            label=gettext_lazy("完了の割合"),
            accessor=percent,
            sort_key="done_percent",
        ),
        Column("rating", label=gettext_lazy("平均評価"), accessor=rating, sort_key="rating"),
        Column(
            "cancellations",
            label=gettext_lazy("キャストのキャンセル"),
            sort_key="cancellations",
        ),
        Column(
            "invited_at",
            label=gettext_lazy("前回のご案内"),
            accessor=last_invitation,
            sort_key="invited_at",
        ),
    ]
    export_filename = "candidates"
    list_export = [
        "user.public_id",
        "user.public_name",
        "rank.name",
        "talks",
        "done_percent",
        "rating",
        "review_count",
        "cancellations",
        "invited_at",
    ]
    custom_field_preprocess = {
        "done_percent": dict.fromkeys(ReportView.FORMATS, tenths),
        "rating": dict.fromkeys(ReportView.FORMATS, tenths),
        "invited_at": dict.fromkeys(ReportView.FORMATS, day),
    }
    export_headings = {
        "user.public_id": gettext_lazy("キャストの番号"),
        "user.public_name": gettext_lazy("キャスト名"),
        "rank.name": gettext_lazy("ランク"),
        "talks": gettext_lazy("トーク数"),
        "done_percent": gettext_lazy("完了の割合（%）"),
        "rating": gettext_lazy("平均評価"),
        "review_count": gettext_lazy("評価の件数"),
        "cancellations": gettext_lazy("キャストのキャンセル"),
        "invited_at": gettext_lazy("前回のご案内"),
    }

    @cached_property
    def asked(self) -> dict[str, Any]:
        return self.filters.form.cleaned_data if self.filters.is_valid() else {}

    @cached_property
    def period(self) -> Period:
        days = asdict(self.filters.usual)
        return Period(**{name: self.asked.get(name, usual) for name, usual in days.items()})

    def get_base_queryset(self) -> QuerySet[Cast]:
        limits = {name: self.asked.get(name) for name in ("rank", "min_talks", "min_rating")}
        return candidates(self.period, **limits, now=timezone.now())

    def order_queryset(self, queryset: QuerySet[Cast]) -> QuerySet[Cast]:
        return sorted_by(queryset, self.ordering)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(*args, period=self.period, **kwargs)


def candidate_urls() -> list[URLPattern]:
    return [
        path("candidates/", CandidatesView.as_view(), name=REPORT),
        path("candidates/results/", CandidatesView.as_view(results_only=True), name=RESULTS),
    ]


class CandidatesMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return request.user.has_perm(MAY_INVITE)


def candidates_menu_item() -> MenuItem:
    return CandidatesMenuItem(
        CandidatesView.page_title, reverse(REPORT), name="candidates", icon_name="pick", order=600
    )
