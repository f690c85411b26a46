from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry


def register_booking_actions(actions: LogActionRegistry) -> None:
    actions.register_action("cast_portal.reserve", _("予約する"), _("トークを予約しました"))
