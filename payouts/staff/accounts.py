from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn

from kernel.verb_registers import MoveView, RegisterInspectView, RegisterViewSet
from payouts.domain.accounts import ask_to_mend_account, verify_account
from payouts.enums import ACCOUNT_MOVES, AccountCheck
from payouts.forms import MendForm, ReasonForm
from payouts.models import BankAccount


class AccountInspectView(RegisterInspectView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        moves = ACCOUNT_MOVES[AccountCheck(self.object.check_status)]
        return super().get_context_data(
            can_verify=AccountCheck.VERIFIED in moves,
            can_ask=AccountCheck.MENDING in moves,
            **kwargs,
        )


class VerifyAccountView(MoveView):
    page_title = _("口座名義を確認済みにする")
    submit_label = _("確認済みにする")
    done = _("口座名義を確認済みにしました。")
    form_class = ReasonForm

    def perform(self, form: ReasonForm) -> None:
        verify_account(
            self.object,
            by=self.request.user,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )


class AskToMendView(MoveView):
    page_title = _("口座の確認を依頼する")
    submit_label = _("依頼する")
    done = _("キャストに口座の確認を依頼しました。")
    form_class = MendForm

    def perform(self, form: MendForm) -> None:
        ask_to_mend_account(
            self.object,
            by=self.request.user,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )


class AccountViewSet(RegisterViewSet):
    model = BankAccount
    name = "payout_accounts"
    url_prefix = "payouts/accounts"
    icon = "key"
    menu_label = _("銀行口座")
    inspect_view_class = AccountInspectView
    inspect_template_name = "payouts/staff/account.html"
    related = ("cast__user", "branch__bank")
    ordering = "-updated_at"
    list_filter = ["check_status"]
    search_fields = ["cast__user__public_name", "holder_kana"]
    list_display = [
        "cast",
        StatusTagColumn("get_check_status_display", label=_("名義の確認"), sort_key="check_status"),
        Column("holder_name", label=_("口座名義（カナ）")),
        Column("cast.user.legal_name_kana", label=_("お名前（カナ）")),
        Column("__str__", label=_("口座"), accessor=str),
        DateColumn("updated_at", label=_("更新日時"), sort_key="updated_at"),
    ]
    moves = {"verify": VerifyAccountView, "ask": AskToMendView}
