from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail_modeladmin.options import modeladmin_register

from talk_rooms.staff.talks import TalkRegister


@hooks.register("register_log_actions")
def register_talk_actions(actions: LogActionRegistry) -> None:
    actions.register_action("talk_rooms.open", _("トークの予約"), _("トークが予約されました"))
    actions.register_action(
        "talk_rooms.cancel", _("トークのキャンセル"), _("トークがキャンセルされました")
    )
    actions.register_action("talk_rooms.block", _("ブロック"), _("相手をブロックしました"))
    actions.register_action(
        "talk_rooms.unblock", _("ブロックの解除"), _("相手のブロックを解除しました")
    )
    actions.register_action("talk_rooms.end", _("トークの終了"), _("トークが終了しました"))


modeladmin_register(TalkRegister)
