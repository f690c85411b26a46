from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdmin

from guest_portal.models import Review
from kernel.registers import ReadOnlyPermissions


class ReviewRegister(ModelAdmin):
    model = Review
    base_url_path = "reviews"
    menu_label = _("ゲストの評価")
    menu_icon = "pick"
    menu_order = 230
    permission_helper_class = ReadOnlyPermissions
    inspect_view_enabled = True
    list_display = ("created_at", "cast", "guest", "rating", "comment")
    list_select_related = ("talk__cast", "talk__guest")
    list_filter = ("rating", "created_at")
    list_export = ("talk_public_id", "created_at", "cast", "guest", "rating", "comment")
    search_fields = ("comment", "talk__public_id", "talk__cast__public_name")
    ordering = ("-created_at",)

    @admin.display(description=_("キャスト"))
    def cast(self, review: Review) -> str:
        return str(review.talk.cast)

    @admin.display(description=_("ゲスト"))
    def guest(self, review: Review) -> str:
        return str(review.talk.guest)

    @admin.display(description=_("トークの番号"))
    def talk_public_id(self, review: Review) -> str:
        return review.talk.public_id
