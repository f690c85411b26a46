from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

ACTIONS: dict[str, tuple[Promise, Promise]] = {
    "earn_reward": (_("報酬を確定する"), _("報酬が確定しました")),
    "set_bank_account": (_("銀行口座を登録する"), _("銀行口座を登録しました")),
    "confirm_bank_account": (_("銀行口座を再確認する"), _("同じ内容で口座を登録し直しました")),
    "verify_account": (_("口座名義を確認する"), _("口座名義を確認済みにしました")),
    "ask_to_mend_account": (_("口座の確認を依頼する"), _("キャストに口座の確認を依頼しました")),
    "claim_rewards": (_("請求する"), _("請求を申請しました")),
    "approve_claim": (_("請求を承認する"), _("請求を承認しました")),
    "decline_claim": (_("請求を差し戻す"), _("請求を差し戻しました")),
    "create_batch": (_("振込データを作成する"), _("振込データを作成しました")),
    "approve_batch": (_("振込データを承認する"), _("振込データを承認し、ファイルを作成しました")),
    "void_batch": (_("振込データを取り消す"), _("振込データを取り消しました")),
    "download_batch": (_("振込データをダウンロードする"), _("振込データをダウンロードしました")),
    "mark_batch_paid": (_("振込済みにする"), _("すべての明細を振込済みにしました")),
    "mark_line_paid": (_("明細を振込済みにする"), _("振込済みにしました")),
    "mark_line_returned": (_("振込不能を記録する"), _("振込不能を記録しました")),
}


class WithReason(LogFormatter):
    """Shows the reason that staff gave, if the action asks for one."""

    def format_comment(self, log_entry: ModelLogEntry) -> str:
        return str(log_entry.data.get("reason", ""))


def register_payout_actions(actions: LogActionRegistry) -> None:
    for name, (label, message) in ACTIONS.items():
        formatter = type(WithReason.__name__, (WithReason,), {"label": label, "message": message})
        actions.register_action(f"payouts.{name}")(formatter)
