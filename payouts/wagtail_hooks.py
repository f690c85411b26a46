from wagtail import hooks

from payouts.models import PayoutSettings
from payouts.staff.home import add_payout_panel
from payouts.staff.log_actions import register_payout_actions
from payouts.staff.menu import PayoutGroup
from payouts.staff.rewards import reward_admin
from payouts.staff.settings import payout_settings_handler

PayoutSettings.edit_handler = payout_settings_handler
reward_admin.register_with_wagtail()

hooks.register("register_log_actions", register_payout_actions)
hooks.register("construct_homepage_panels", add_payout_panel)


@hooks.register("register_admin_viewset")
def register_payout_group() -> PayoutGroup:
    return PayoutGroup()


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    return [*icons, "payouts/icons/coin.svg"]
