from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup

from payouts.staff.accounts import AccountViewSet
from payouts.staff.batches import BatchViewSet
from payouts.staff.claims import ClaimViewSet
from payouts.staff.rewards import reward_admin


class PayoutGroup(ViewSetGroup):
    menu_label = _("支払い")
    menu_name = "payouts"
    menu_icon = "coin"
    menu_order = 240
    items = (ClaimViewSet, BatchViewSet, AccountViewSet)

    def get_submenu_items(self) -> list[MenuItem]:
        return [*super().get_submenu_items(), reward_admin.get_menu_item(order=10)]
