from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry


def register_guest_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        "guest_portal.save_profile", _("プロフィールの保存"), _("プロフィールが保存されました")
    )
    actions.register_action("guest_portal.review", _("評価"), _("ゲストが評価を送りました"))
