from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from kernel.locking import lock_row
from talk_rooms.domain.errors import TalkRefused
from talk_rooms.domain.phases import phase_at
from talk_rooms.domain.protocol import Facts
from talk_rooms.enums import Phase
from talk_rooms.models import Attendance, Talk

NOTED_EVERY = timedelta(seconds=15)
# A seat that nobody has noted for so long is empty: the process that held it is gone.
SILENT_AFTER = 2 * NOTED_EVERY


@transaction.atomic
def enter_room(talk: Talk, *, user: User, now: datetime, window: str = "") -> Attendance:
    """Takes the one seat of `user`; a seat they still hold elsewhere is left at this moment.

    `window` is the id that the page chose for itself. Refuses `talk_cancelled`,
    `room_not_open`, `talk_over` and `taken_over`.
    """
    talk = lock_row(talk)
    refuse_closed_room(talk, now)
    refuse_older_window(talk, user, window, now)
    close_open_seats(talk.attendances.filter(user=user), at=now)
    return Attendance.objects.create(
        talk=talk, user=user, joined_at=now, seen_at=now, window=window
    )


def refuse_closed_room(talk: Talk, now: datetime) -> None:
    phase = phase_at(talk, now)
    if talk.is_cancelled:
        raise TalkRefused("talk_cancelled", _("このトークはキャンセルされました。"))
    if phase is Phase.CLOSED:
        raise TalkRefused("room_not_open", _("まだ入室できる時刻になっていません。"))
    if phase is Phase.OVER:
        raise TalkRefused("talk_over", _("このトークは終了しました。"))


def refuse_older_window(talk: Talk, user: User, window: str, now: datetime) -> None:
    """One that was away and comes back by itself finds that its person sits in a newer one."""
    here = taken_seats(talk, now).filter(user=user).exclude(window=window)
    if window and here.exists() and talk.attendances.filter(user=user, window=window).exists():
        raise TalkRefused("taken_over", _("別のウィンドウで入室しています。"))


def close_open_seats(seats: QuerySet[Attendance], *, at: datetime) -> None:
    """Ends stays at `at`; one that a crash has left open ended when it was last seen."""
    still_open = seats.filter(left_at__isnull=True)
    still_open.filter(seen_at__lt=at - SILENT_AFTER).update(left_at=F("seen_at"))
    still_open.update(left_at=at)


def taken_seats(talk: Talk, now: datetime) -> QuerySet[Attendance]:
    """Of those who sit in the room now, as far as a crash has left their seats open or not."""
    return talk.attendances.filter(left_at__isnull=True).exclude(seen_at__lt=now - SILENT_AFTER)


def end_of_stay(stay: Attendance, *, by: datetime) -> datetime:
    """When it ended, or would have to be said to end if it were closed at `by`."""
    if stay.left_at:
        return stay.left_at
    return stay.seen_at if stay.seen_at and stay.seen_at < by - SILENT_AFTER else by


def leave_room(
    attendance_id: int, *, now: datetime, on_purpose: bool = False, told: Facts | None = None
) -> None:
    """Ends a stay that no newer window has ended, and keeps what was last told of its call."""
    seat = Attendance.objects.filter(pk=attendance_id)
    if told:
        seat.update(**columns_of(told))
    seat.filter(left_at__isnull=True).update(left_at=now, left_on_purpose=on_purpose)


@transaction.atomic
def note_seats(told: Mapping[int, Facts | None], *, now: datetime) -> None:
    """These seats are taken, by `attendance_id`, and so their calls stand at this moment."""
    for attendance_id, facts in told.items():
        columns = columns_of(facts) if facts else {}
        Attendance.objects.filter(pk=attendance_id).update(seen_at=now, **columns)


def columns_of(told: Facts) -> dict[str, Any]:
    return {
        "path": told.path,
        "quality": told.quality,
        "restarts": told.restarts,
        "connected_seconds": int(told.connected),
    }


def note_media(attendance_id: int, *, now: datetime) -> None:
    """The other side's picture or sound has arrived at this seat; the first time counts."""
    first = Attendance.objects.filter(pk=attendance_id, media_at__isnull=True)
    first.update(media_at=now, seen_at=now)
