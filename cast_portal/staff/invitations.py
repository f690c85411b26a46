from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.urls import URLPattern, path, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cast_portal.domain.errors import InvitationRefused
from cast_portal.domain.invitations import Invited, invite_casts, withdraw_invitation
from cast_portal.enums import INVITATION_MOVES, InvitationStatus
from cast_portal.forms.invitations import ChosenCastsForm, InviteForm
from cast_portal.forms.staff import ReasonForm
from cast_portal.models import Cast, RankInvitation
from kernel.dates import day_and_time
from kernel.forms import VerbFormView
from kernel.verb_registers import MoveView, RegisterInspectView, RegisterViewSet

MAY_INVITE = "cast_portal.add_rankinvitation"


class InvitationInspectView(RegisterInspectView):
    template_name = "cast_portal/staff/invitation.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        moves = INVITATION_MOVES[InvitationStatus(self.object.status)]
        return super().get_context_data(can_withdraw=InvitationStatus.WITHDRAWN in moves, **kwargs)


class WithdrawView(MoveView):
    page_title = gettext_lazy("ランクのご案内を取り消す")
    submit_label = gettext_lazy("取り消す")
    done = gettext_lazy("ご案内を取り消しました。")
    form_class = ReasonForm
    is_grave = True

    def perform(self, form: ReasonForm) -> None:
        reason = form.cleaned_data["reason"]
        withdraw_invitation(self.object, by=self.request.user, reason=reason)


class InvitationViewSet(RegisterViewSet):
    model = RankInvitation
    name = "rank_invitations"
    url_prefix = "rank-invitations"
    icon = "pick"
    menu_label = gettext_lazy("ランクのご案内")
    menu_order = 205
    add_to_admin_menu = True
    inspect_view_class = InvitationInspectView
    inspect_template_name = InvitationInspectView.template_name
    related = ("cast__user", "rank", "previous_rank", "invited_by")
    ordering = "-invited_at"
    list_filter = ["status", "rank", "invited_at"]
    search_fields = ["public_id", "cast__user__public_name"]
    list_display = [
        "cast",
        Column("previous_rank", label=gettext_lazy("ご案内時のランク")),
        Column("rank", label=gettext_lazy("ご案内するランク"), sort_key="rank__order"),
        StatusTagColumn("get_status_display", label=gettext_lazy("状態"), sort_key="status"),
        DateColumn("invited_at", label=gettext_lazy("ご案内日時"), sort_key="invited_at"),
        # The stock column for a date counts back from now, and this one lies ahead.
        Column(
            "expires_at",
            label=gettext_lazy("回答期限"),
            accessor=lambda invitation: day_and_time(invitation.expires_at),
            sort_key="expires_at",
        ),
        DateColumn("answered_at", label=gettext_lazy("回答日時"), sort_key="answered_at"),
        Column("invited_by", label=gettext_lazy("担当")),
    ]
    moves = {"withdraw": WithdrawView}


class InviteView(PermissionRequiredMixin, WagtailAdminTemplateMixin, VerbFormView):
    """One offer to all who were ticked on the page before: the candidates, or a cast's own."""

    request: Any
    raise_exception = True
    permission_required = MAY_INVITE
    template_name = "cast_portal/staff/invite.html"
    form_class = InviteForm
    page_title = gettext_lazy("ランクを案内する")
    success_url = reverse_lazy("rank_invitations:index")
    _show_breadcrumbs = True

    @cached_property
    def casts(self) -> list[Cast]:
        chosen = ChosenCastsForm(self.request.POST or self.request.GET)
        return list(chosen.cleaned_data["casts"]) if chosen.is_valid() else []

    def perform(self, form: InviteForm) -> None:
        invited = invite_casts(
            self.casts, **form.cleaned_data, by=self.request.user, now=timezone.now()
        )
        if not invited.invitations:
            raise InvitationRefused("nobody_invited", nobody_invited(invited))
        count = {"count": len(invited.invitations)}
        messages.success(self.request, _("%(count)s名にランクをご案内しました。") % count)
        for line in refusals(invited):
            messages.warning(self.request, line)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.get_success_url(), "label": InvitationViewSet.menu_label},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(casts=self.casts, **kwargs)


def nobody_invited(invited: Invited) -> str:
    return " ".join([_("どなたにもご案内できませんでした。"), *refusals(invited)])


def refusals(invited: Invited) -> list[str]:
    return [
        _("%(cast)sさん：%(reason)s") % {"cast": cast, "reason": refusal.message}
        for cast, refusal in invited.refused
    ]


def invitation_urls() -> list[URLPattern]:
    return [
        path("rank-invitations/new/", InviteView.as_view(), name="cast_portal_invite"),
    ]
