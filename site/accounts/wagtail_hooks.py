from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry


class AskedForConsent(LogFormatter):
    label = _("再同意をお願いする")
    message = _("この版への同意を、あらためてお願いしました")

    def format_comment(self, log_entry: ModelLogEntry) -> str:
        return gettext("対象 %(people)d人") % log_entry.data


@hooks.register("register_log_actions")
def register_terms_log(actions: LogActionRegistry) -> None:
    actions.register_action("accounts.ask_for_renewed_consent")(AskedForConsent)


@hooks.register("register_log_actions")
def register_account_log(actions: LogActionRegistry) -> None:
    for action, label, message in (
        ("ask_address_change", _("アドレス変更の申し込み"), _("アドレスの変更を申し込みました")),
        ("change_address", _("アドレスの変更"), _("メールアドレスを変更しました")),
        ("export", _("データのダウンロード"), _("自分のデータをダウンロードしました")),
        ("leave", _("退会"), _("退会しました")),
    ):
        actions.register_action(f"accounts.{action}", label, message)
