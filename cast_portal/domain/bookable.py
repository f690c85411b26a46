"""What a guest may reserve: the rules that the pages show and `reserve_slots` enforces."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Guest, User
from cast_portal.domain.errors import BookingRefused
from cast_portal.domain.schedule import booking_closes_at, booking_opens_at
from cast_portal.models import Cast, CastPortalSettings, Slot
from talk_rooms.domain.blocks import is_blocked_between
from talk_rooms.models import TalkRoomSettings


def slots_on_offer(*, now: datetime) -> QuerySet[Slot]:
    """The free slots between lead time and horizon."""
    rules = CastPortalSettings.load()
    return Slot.objects.filter(
        talk__isnull=True,
        starts_at__gte=booking_opens_at(rules, now=now),
        starts_at__lt=booking_closes_at(rules, now=now),
    )


def bookable_slots(*, now: datetime) -> QuerySet[Slot]:
    """What is on offer by listed casts."""
    return slots_on_offer(now=now).filter(cast__is_listed=True, cast__user__is_active=True)


def has_profile(guest: User) -> bool:
    """Whether a cast could read about this guest before a talk."""
    return Guest.objects.exclude(introduction="").filter(user=guest).exists()


def require_guest(guest: User) -> None:
    if guest.role != Role.GUEST:
        raise BookingRefused("guest_only", _("ご予約いただけるのはゲストの方のみです。"))
    if not has_profile(guest):
        raise BookingRefused(
            "profile_needed", _("ご予約の前に、プロフィールのご登録をお願いします。")
        )


def require_listed(cast: Cast) -> None:
    if not (cast.is_listed and cast.user.is_active):
        raise cast_not_open()


def require_welcome(cast: Cast, guest: User) -> None:
    """Told like any cast that takes no reservations: a block is nobody else's business."""
    if is_blocked_between(cast.user, guest):
        raise cast_not_open()


def cast_not_open() -> BookingRefused:
    return BookingRefused("cast_not_listed", _("このキャストは現在ご予約を受け付けていません。"))


def require_bookable(slots: Sequence[Slot], *, asked: int, now: datetime) -> None:
    """`slots` in order of time, `asked` how many the guest ticked."""
    if not asked:
        raise BookingRefused("slots_needed", _("ご希望の時間を選んでください。"), field="slots")
    if len(slots) != asked:
        raise BookingRefused(
            "slot_gone",
            _("選んだ時間の受付が終わりました。別の時間をお選びください。"),
            field="slots",
        )
    if any(slot.is_reserved for slot in slots):
        raise BookingRefused(
            "slot_taken",
            _("選んだ時間はほかの方が先に予約されました。別の時間をお選びください。"),
            field="slots",
        )
    require_adjoining(slots)
    require_in_time(slots, now=now)


def require_adjoining(slots: Sequence[Slot]) -> None:
    if any(one.ends_at != following.starts_at for one, following in pairwise(slots)):
        raise BookingRefused(
            "slots_not_adjoining",
            _("一度に予約できるのは、続いている枠だけです。離れた時間は別々にご予約ください。"),
            field="slots",
        )


def require_in_time(slots: Sequence[Slot], *, now: datetime) -> None:
    rules = CastPortalSettings.load()
    if slots[0].starts_at < booking_opens_at(rules, now=now):
        message = _("ご予約は開始の%(minutes)s分前までです。別の時間をお選びください。")
        raise BookingRefused(
            "slot_too_soon", message % {"minutes": rules.booking_lead_minutes}, field="slots"
        )
    if slots[-1].starts_at >= booking_closes_at(rules, now=now):
        message = _("ご予約は%(days)s日先まで承っています。")
        raise BookingRefused(
            "slot_too_far", message % {"days": rules.booking_horizon_days}, field="slots"
        )


@dataclass(frozen=True)
class Offer:
    """What a guest would reserve, and under which terms, if they did so now."""

    slots: Sequence[Slot]
    starts_at: datetime
    ends_at: datetime
    talk_time: timedelta
    margin: timedelta
    price_points: int
    cancel_until: datetime
    is_final: bool


def offer_for(cast: Cast, slots: Sequence[Slot], *, now: datetime) -> Offer:
    """Refuses what `reserve_slots` would refuse about these slots."""
    slots = sorted(slots, key=lambda slot: slot.starts_at)
    require_listed(cast)
    require_bookable(slots, asked=len(slots), now=now)
    starts_at, ends_at = slots[0].starts_at, slots[-1].ends_at
    margin = timedelta(seconds=TalkRoomSettings.load().margin_seconds)
    talk_time = ends_at - starts_at - 2 * margin
    if talk_time <= timedelta():
        raise BookingRefused(
            "talk_too_short",
            _("この枠だけでは通話時間がとれません。続いている枠もあわせてお選びください。"),
        )
    minutes = CastPortalSettings.load().guest_cancel_minutes
    cancel_until = starts_at - timedelta(minutes=minutes)
    return Offer(
        slots=slots,
        starts_at=starts_at,
        ends_at=ends_at,
        talk_time=talk_time,
        margin=margin,
        price_points=cast.rank.price_points * len(slots),
        cancel_until=cancel_until,
        is_final=cancel_until < now,
    )
