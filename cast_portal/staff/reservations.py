from typing import Any

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.options import ModelAdmin

from cast_portal.models import Reservation
from kernel.registers import ReadOnlyPermissions

MAY_CANCEL = "cast_portal.change_reservation"


class CancelButton(ButtonHelper):
    def get_buttons_for_obj(self, obj: Reservation, *args: Any, **kwargs: Any) -> list[dict]:
        buttons = super().get_buttons_for_obj(obj, *args, **kwargs)
        coming = not obj.talk.is_cancelled and timezone.now() < obj.talk.starts_at
        if coming and self.request.user.has_perm(MAY_CANCEL):
            buttons.append(self.cancel_button(obj))
        return buttons

    def cancel_button(self, obj: Reservation) -> dict[str, Any]:
        return {
            "url": reverse("cast_portal_cancel_talk", args=[obj.talk.public_id]),
            "label": _("キャンセル"),
            "classname": self.finalise_classname(["no"]),
            "title": _("この予約をキャンセルする"),
        }


class ReservationRegister(ModelAdmin):
    """Every reservation with the terms it was made under."""

    model = Reservation
    base_url_path = "reservations"
    menu_label = _("予約")
    menu_icon = "calendar-check"
    menu_order = 220
    permission_helper_class = ReadOnlyPermissions
    button_helper_class = CancelButton
    inspect_view_enabled = True
    list_display = ("starts_at", "cast", "guest", "slot_count", "rank_name", "reward_yen", "status")
    list_select_related = ("talk__guest", "cast__user")
    list_filter = ("talk__status", "talk__starts_at", "rank_name")
    list_export = (
        "talk_public_id",
        "starts_at",
        "cast",
        "guest",
        "slot_count",
        "rank_name",
        "reward_yen",
        "price_points",
        "status",
    )
    search_fields = ("talk__public_id", "cast__user__public_name", "talk__guest__public_name")
    ordering = ("-talk__starts_at",)

    @admin.display(description=_("開始"), ordering="talk__starts_at")
    def starts_at(self, reservation: Reservation) -> object:
        return timezone.localtime(reservation.talk.starts_at)

    @admin.display(description=_("ゲスト"))
    def guest(self, reservation: Reservation) -> str:
        return str(reservation.talk.guest)

    @admin.display(description=_("状態"), ordering="talk__status")
    def status(self, reservation: Reservation) -> str:
        return reservation.talk.get_status_display()

    @admin.display(description=_("トークの番号"))
    def talk_public_id(self, reservation: Reservation) -> str:
        return reservation.talk.public_id
