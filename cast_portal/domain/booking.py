from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cast_portal.domain.bookable import (
    require_bookable,
    require_guest,
    require_listed,
    require_welcome,
)
from cast_portal.domain.errors import BookingRefused
from cast_portal.domain.schedule_events import tell_schedule
from cast_portal.mails.booking import mail_cancelled, mail_reserved
from cast_portal.models import Cast, CastPortalSettings, Reservation, Slot
from kernel.dates import day_and_time
from kernel.locking import lock_row, lock_rows
from talk_rooms.domain.talks import cancel_talk, open_talk
from talk_rooms.enums import Side
from talk_rooms.models import Talk


@transaction.atomic
def reserve_slots(
    cast: Cast, *, guest: User, slot_ids: Sequence[int], wish: str = "", now: datetime
) -> Talk:
    """One talk over adjoining free slots of `cast`, under today's terms.

    A second submit of the same slots by the same guest gives the talk that the first one made.
    """
    require_guest(guest)
    cast = Cast.objects.select_related("user", "rank").get(pk=cast.pk)
    wanted = set(slot_ids)
    slots = lock_rows(Slot.objects.filter(cast=cast, pk__in=wanted))
    slots.sort(key=lambda slot: slot.starts_at)
    if earlier := talk_already_made(slots, guest=guest, asked=len(wanted)):
        return earlier
    require_listed(cast)
    require_welcome(cast, guest)
    require_bookable(slots, asked=len(wanted), now=now)
    talk = open_talk(
        cast=cast.user,
        guest=guest,
        starts_at=slots[0].starts_at,
        ends_at=slots[-1].ends_at,
        now=now,
    )
    Slot.objects.filter(pk__in=wanted).update(talk=talk)
    reservation = keep_terms(talk, cast=cast, slot_count=len(slots), wish=wish)
    mail_reserved(reservation)
    tell_schedule(cast.user.public_id)
    return talk


def talk_already_made(slots: Sequence[Slot], *, guest: User, asked: int) -> Talk | None:
    talk = slots[0].talk if slots else None
    if talk is None or talk.guest_id != guest.pk or talk.is_cancelled:
        return None
    same = len(slots) == asked == talk.slots.count()
    return talk if same and all(slot.talk_id == talk.pk for slot in slots) else None


def keep_terms(talk: Talk, *, cast: Cast, slot_count: int, wish: str) -> Reservation:
    rules = CastPortalSettings.load()
    return Reservation.objects.create(
        talk=talk,
        cast=cast,
        slot_count=slot_count,
        rank_name=cast.rank.name,
        reward_yen=cast.rank.reward_yen * slot_count,
        price_points=cast.rank.price_points * slot_count,
        wish=wish,
        cast_may_cancel_until=talk.starts_at - timedelta(minutes=rules.cast_cancel_minutes),
        guest_may_cancel_until=talk.starts_at - timedelta(minutes=rules.guest_cancel_minutes),
        report_until=talk.ends_at + timedelta(minutes=rules.report_minutes),
    )


@transaction.atomic
def cancel_reservation(
    talk: Talk,
    *,
    by: User,
    side: Side,
    reason: str,
    now: datetime,
    for_side: Side | None = None,
) -> Talk:
    """Ends a reservation before its talk. The office alone may do so after the deadlines.

    `for_side` is whose reasons they are, when the office acts for somebody. Slots are open again
    only when it is the guest who cannot come; otherwise nobody is known to be there at that time.
    """
    for_side = for_side or side
    talk = lock_row(talk)
    if talk.is_cancelled:
        return talk
    reservation = Reservation.objects.select_related("cast").get(talk=talk)
    require_in_cancel_time(reservation, side=side, now=now)
    if side == Side.STAFF and not reason.strip():
        raise BookingRefused(
            "reason_needed", _("キャンセルの理由を入力してください。"), field="reason"
        )
    slots = lock_rows(Slot.objects.filter(talk=talk))
    talk = cancel_talk(talk, by=by, side=side, reason=reason, now=now)
    give_back([slot.pk for slot in slots], for_side=for_side)
    reservation.talk = talk
    mail_cancelled(reservation, side=side, for_side=for_side, reason=reason)
    tell_schedule(talk.cast.public_id)
    return talk


def cancel_deadline(reservation: Reservation, side: Side) -> datetime | None:
    """The last moment at which this side may cancel by itself; None for the office."""
    return {
        Side.CAST: reservation.cast_may_cancel_until,
        Side.GUEST: reservation.guest_may_cancel_until,
    }.get(side)


def require_in_cancel_time(reservation: Reservation, *, side: Side, now: datetime) -> None:
    until = cancel_deadline(reservation, side)
    if until is None or now <= until:
        return
    message = _(
        "キャンセルの期限（%(until)s）を過ぎています。お手数ですが事務局までご連絡ください。"
    )
    raise BookingRefused("cancel_too_late", message % {"until": day_and_time(until)})


def give_back(slot_ids: Sequence[int], *, for_side: Side) -> None:
    slots = Slot.objects.filter(pk__in=slot_ids)
    if for_side == Side.GUEST:
        slots.update(talk=None)
    else:
        slots.delete()
