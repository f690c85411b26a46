from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdmin

from kernel.registers import ReadOnlyPermissions
from payouts.models import Reward


class RewardAdmin(ModelAdmin):
    """Rewards come from reports; nobody writes them by hand."""

    model = Reward
    base_url_path = "payouts/rewards"
    permission_helper_class = ReadOnlyPermissions
    menu_label = _("報酬")
    menu_icon = "list-ul"
    add_to_admin_menu = False
    inspect_view_enabled = True
    list_display = ("talk", "cast", "amount_yen", "created_at")
    list_select_related = ("talk", "cast__user")
    list_filter = ("created_at",)
    list_export = ("talk", "cast", "amount_yen", "created_at")
    search_fields = ("talk__public_id", "cast__user__public_name")
    list_per_page = 50

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("talk", "cast__user")


reward_admin = RewardAdmin()
