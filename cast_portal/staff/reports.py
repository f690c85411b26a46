from typing import Any

from django.contrib import admin
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, ListView
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import InspectView

from cast_portal.domain.queries import held_reports, unreported
from cast_portal.domain.reports import may_confirm_absence, outcome_by, settle_report
from cast_portal.domain.stages import report_of, stage_of
from cast_portal.enums import Outcome, ReportStatus, Stage
from cast_portal.forms.staff import ReasonForm, SettleForm
from cast_portal.models import Report, Reservation
from cast_portal.staff.moves import StaffMove
from kernel.registers import ReadOnlyPermissions
from talk_rooms.domain.facts import connection_facts
from talk_rooms.domain.timeline import timeline
from talk_rooms.models import Talk

MAY_VIEW = "cast_portal.view_report"
MAY_SETTLE = "cast_portal.change_report"


def facts_of(talk: Talk) -> dict[str, Any]:
    """What staff weigh: who was in the room when, and what follows from it."""
    facts = connection_facts(talk)
    suggested = outcome_by(facts)
    return {
        "talk": talk,
        "facts": facts,
        "timeline": timeline(talk, now=timezone.now()),
        "suggested": suggested,
        "settle_form": SettleForm(initial={"outcome": suggested}),
        "grant_form": ReasonForm(auto_id="grant-%s"),
    }


class ReportInspectView(InspectView):
    page_title = _("完了報告")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = self.instance
        is_held = report.status == ReportStatus.HELD
        is_allowed = self.request.user.has_perm(MAY_SETTLE)
        return super().get_context_data(
            report=report,
            may_settle=is_held and is_allowed,
            may_grant=may_confirm_absence(report) and is_allowed,
            **facts_of(report.talk),
            **kwargs,
        )


class ReportRegister(ModelAdmin):
    """Every completion report: what was said, what the room saw, what stands."""

    model = Report
    base_url_path = "completion-reports"
    menu_label = _("完了報告")
    menu_icon = "form"
    menu_order = 230
    permission_helper_class = ReadOnlyPermissions
    inspect_view_enabled = True
    inspect_view_class = ReportInspectView
    inspect_template_name = "cast_portal/staff/report.html"
    list_display = ("filed_at", "cast", "guest", "outcome", "suggested_outcome", "status", "rating")
    list_select_related = ("talk__cast", "talk__guest")
    list_filter = ("status", "outcome", "suggested_outcome", "filed_at")
    list_export = (
        "talk_public_id",
        "cast",
        "guest",
        "filed_at",
        "outcome",
        "filed_outcome",
        "suggested_outcome",
        "status",
        "rating",
    )
    search_fields = ("talk__public_id", "talk__cast__public_name", "talk__guest__public_name")
    ordering = ("-filed_at",)

    @admin.display(description=_("キャスト"))
    def cast(self, report: Report) -> str:
        return str(report.talk.cast)

    @admin.display(description=_("ゲスト"))
    def guest(self, report: Report) -> str:
        return str(report.talk.guest)

    @admin.display(description=_("トークの番号"))
    def talk_public_id(self, report: Report) -> str:
        return report.talk.public_id


class UnreportedView(PermissionRequiredMixin, ListView):
    """未報告: the talks whose report never came, the oldest first."""

    permission_required = MAY_VIEW
    raise_exception = True
    template_name = "cast_portal/staff/unreported.html"
    context_object_name = "reservations"
    paginate_by = 50

    def get_queryset(self) -> QuerySet[Reservation]:
        return unreported(now=timezone.now())


class TalkFactsView(PermissionRequiredMixin, DetailView):
    """One talk as staff weigh it before they settle its outcome."""

    permission_required = MAY_VIEW
    raise_exception = True
    template_name = "cast_portal/staff/talk_facts.html"
    context_object_name = "reservation"
    queryset = Reservation.objects.select_related("talk__cast", "talk__guest", "talk__report")
    slug_field = "talk__public_id"
    slug_url_kwarg = "public_id"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stage = stage_of(self.object, now=timezone.now())
        is_open = stage in (Stage.UNREPORTED, Stage.HELD)
        report = report_of(self.object.talk)
        is_allowed = self.request.user.has_perm(MAY_SETTLE)
        return super().get_context_data(
            stage=stage,
            report=report,
            may_settle=is_open and is_allowed,
            may_grant=report is not None and may_confirm_absence(report) and is_allowed,
            **facts_of(self.object.talk),
            **kwargs,
        )


class SettleView(StaffMove):
    permission_required = MAY_SETTLE
    form_class: type[ReasonForm] = SettleForm
    title = _("結果の確定")
    done = _("結果を確定しました。")

    @cached_property
    def talk(self) -> Talk:
        found = Talk.objects.filter(reservation__isnull=False)
        return get_object_or_404(found, public_id=self.kwargs["public_id"])

    def perform(self, form: ReasonForm) -> None:
        settle_report(
            self.talk,
            by=self.staff,
            outcome=self.outcome(form),
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )

    def outcome(self, form: ReasonForm) -> Outcome:
        return form.cleaned_data["outcome"]

    def get_success_url(self) -> str:
        return reverse("cast_portal_talk_facts", args=[self.talk.public_id])


class GrantAbsenceView(SettleView):
    """Staff stand behind the cast's 未実施, so that the share of the reward is paid."""

    form_class = ReasonForm
    title = _("未実施の報酬")
    done = _("未実施の報酬を認めました。")

    def outcome(self, form: ReasonForm) -> Outcome:
        return Outcome.GUEST_ABSENT


def report_urls() -> list[URLPattern]:
    below = "completion-reports/talks/"
    return [
        path(f"{below}unreported/", UnreportedView.as_view(), name="cast_portal_unreported"),
        path(f"{below}<slug:public_id>/", TalkFactsView.as_view(), name="cast_portal_talk_facts"),
        path(f"{below}<slug:public_id>/settle/", SettleView.as_view(), name="cast_portal_settle"),
        path(
            f"{below}<slug:public_id>/grant-absence/",
            GrantAbsenceView.as_view(),
            name="cast_portal_grant_absence",
        ),
    ]


class UnreportedMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY_VIEW)


def unreported_menu_item() -> MenuItem:
    return UnreportedMenuItem(
        _("未報告のトーク"),
        reverse_lazy("cast_portal_unreported"),
        icon_name="warning",
        order=231,
    )


class OpenReportsPanel(Component):
    """On the staff's home: what waits for a decision, or nothing at all."""

    name = "open_reports"
    template_name = "cast_portal/staff/open_reports.html"
    order = 60

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {
            "unreported": unreported(now=timezone.now()).count(),
            "held": held_reports().count(),
            "held_url": f"{ReportRegister().url_helper.index_url}?status__exact=held",
        }


def add_open_reports_panel(request: HttpRequest, panels: list[Component]) -> None:
    if request.user.has_perm(MAY_VIEW):
        panels.append(OpenReportsPanel())
