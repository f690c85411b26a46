from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn

from kernel.verb_registers import MoveView, PlainMoveView, RegisterInspectView, RegisterViewSet
from payouts.domain.accounts import account_of
from payouts.domain.claims import approve_claim, decline_claim
from payouts.enums import CLAIM_MOVES, LIVE_LINES, ClaimStatus
from payouts.forms import DeclineForm
from payouts.models import Claim
from payouts.staff.columns import yen_column


class ClaimInspectView(RegisterInspectView):
    template_name = "payouts/staff/claim.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        claim = self.object
        moves = CLAIM_MOVES[ClaimStatus(claim.status)]
        transfers = list(claim.transfers.select_related("batch"))
        is_in_batch = any(line.status in LIVE_LINES for line in transfers)
        return super().get_context_data(
            account=account_of(claim.cast),
            lines=claim.lines.select_related("reward__talk__guest", "reward__talk__report"),
            transfers=transfers,
            can_approve=ClaimStatus.APPROVED in moves and not is_in_batch,
            can_decline=ClaimStatus.DECLINED in moves and not is_in_batch,
            **kwargs,
        )


class ApproveClaimView(PlainMoveView):
    done = _("請求を承認しました。振込データに入れられます。")

    def perform(self, form: Any) -> None:
        approve_claim(self.object, by=self.request.user, now=timezone.now())


class DeclineClaimView(MoveView):
    page_title = _("請求を差し戻す")
    submit_label = _("差し戻す")
    done = _("請求を差し戻し、キャストに連絡しました。")
    form_class = DeclineForm
    is_grave = True

    def perform(self, form: DeclineForm) -> None:
        decline_claim(
            self.object,
            by=self.request.user,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )


class ClaimViewSet(RegisterViewSet):
    model = Claim
    name = "payout_claims"
    url_prefix = "payouts/claims"
    icon = "form"
    menu_label = _("請求申請")
    inspect_view_class = ClaimInspectView
    inspect_template_name = "payouts/staff/claim.html"
    related = ("cast__user",)
    ordering = "-requested_at"
    list_filter = ["status", "requested_at"]
    search_fields = ["public_id", "cast__user__public_name"]
    list_display = [
        "public_id",
        Column("cast", label=_("キャスト")),
        StatusTagColumn("get_status_display", label=_("状態"), sort_key="status"),
        yen_column("gross_yen", _("請求金額")),
        yen_column("net_yen", _("振込金額")),
        DateColumn("requested_at", label=_("申請日時"), sort_key="requested_at"),
    ]
    moves = {"approve": ApproveClaimView, "decline": DeclineClaimView}
