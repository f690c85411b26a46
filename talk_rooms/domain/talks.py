from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.models import User
from kernel.locking import lock_row, lock_rows
from kernel.moves import require_move
from talk_rooms.domain.attendance import close_open_seats, taken_seats
from talk_rooms.domain.errors import TalkRefused
from talk_rooms.domain.room_events import tell_room
from talk_rooms.enums import MOVES, Side, TalkStatus
from talk_rooms.models import Talk, TalkRoomSettings
from talk_rooms.signals import talk_ended


@transaction.atomic
def open_talk(
    *, cast: User, guest: User, starts_at: datetime, ends_at: datetime, now: datetime
) -> Talk:
    """A new talk under today's room settings.

    Refuses `talk_too_short`, `person_gone` and `talk_overlaps`.
    """
    rules = TalkRoomSettings.load()
    if ends_at - starts_at <= 2 * timedelta(seconds=rules.margin_seconds):
        raise TalkRefused("talk_too_short", _("前後の準備時間より長い時間を選んでください。"))
    # Both people's rows, so that two bookings of one person come one after the other.
    refuse_gone(lock_rows(User.objects.filter(pk__in=[cast.pk, guest.pk])))
    refuse_overlap(cast, guest, starts_at, ends_at)
    talk = Talk.objects.create(
        cast=cast,
        guest=guest,
        starts_at=starts_at,
        ends_at=ends_at,
        margin_seconds=rules.margin_seconds,
        room_opens_seconds=rules.room_opens_minutes * 60,
        created_at=now,
    )
    log(talk, "talk_rooms.open", user=guest)
    return talk


def refuse_gone(people: Iterable[User]) -> None:
    """Of rows that are locked: nobody can leave at the same moment."""
    if not all(person.is_active for person in people):
        raise TalkRefused("person_gone", _("退会などのため、このトークは予約できません。"))


def refuse_overlap(cast: User, guest: User, starts_at: datetime, ends_at: datetime) -> None:
    same_people = Q(cast=cast) | Q(guest=guest)
    at_that_time = Talk.objects.exclude(status=TalkStatus.CANCELLED).filter(
        same_people, starts_at__lt=ends_at, ends_at__gt=starts_at
    )
    if at_that_time.exists():
        raise TalkRefused("talk_overlaps", _("同じ時間帯に、すでに別のトークの予約があります。"))


@transaction.atomic
def cancel_talk(talk: Talk, *, by: User, side: Side, reason: str, now: datetime) -> Talk:
    """Calls a talk off before it starts. Deadlines are the booking's matter, not the room's."""
    talk = lock_row(talk)
    if talk.is_cancelled:
        return talk
    refuse_started(talk, now)
    require_move(MOVES, TalkStatus(talk.status), TalkStatus.CANCELLED)
    talk.status = TalkStatus.CANCELLED
    talk.cancelled_at = now
    talk.cancelled_by = side
    talk.cancel_reason = reason
    talk.save(update_fields=["status", "cancelled_at", "cancelled_by", "cancel_reason"])
    log(talk, "talk_rooms.cancel", user=by, data={"side": side.value, "reason": reason})
    tell_room(talk, "room.cancelled")
    return talk


def refuse_started(talk: Talk, now: datetime) -> None:
    if now >= talk.starts_at or taken_seats(talk, now).exists():
        raise TalkRefused(
            "talk_started",
            _("トークが始まっているか、入室中の方がいるため、キャンセルできません。"),
        )


@transaction.atomic
def end_talk(talk: Talk, *, now: datetime) -> Talk:
    """Closes the books on a talk whose time has passed."""
    talk = lock_row(talk)
    if talk.status == TalkStatus.ENDED:
        return talk
    if now < talk.ends_at:
        raise TalkRefused("talk_not_over", _("このトークはまだ終了していません。"))
    require_move(MOVES, TalkStatus(talk.status), TalkStatus.ENDED)
    talk.status = TalkStatus.ENDED
    talk.save(update_fields=["status"])
    close_open_seats(talk.attendances.all(), at=talk.ends_at)
    log(talk, "talk_rooms.end")
    talk_ended.send(sender=Talk, talk=talk, now=now)
    return talk
