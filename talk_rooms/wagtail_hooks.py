from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail_modeladmin.options import modeladmin_register

from talk_rooms.staff.office_calls import OfficeCallViewSet, add_office_call_panel
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
    actions.register_action(
        "talk_rooms.call_office", _("事務局の呼び出し"), _("事務局が呼び出されました")
    )
    actions.register_action(
        "talk_rooms.handle_office_call", _("呼び出しへの対応"), _("呼び出しに対応しました")
    )


@hooks.register("register_admin_viewset")
def register_office_calls() -> OfficeCallViewSet:
    return OfficeCallViewSet()


hooks.register("construct_homepage_panels", add_office_call_panel)


modeladmin_register(TalkRegister)
