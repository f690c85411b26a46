from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from kernel.locking import lock_row
from talk_rooms.domain.errors import TalkRefused
from talk_rooms.domain.phases import phase_at
from talk_rooms.domain.protocol import Facts
from talk_rooms.enums import Phase
from talk_rooms.models import Attendance, Talk


@transaction.atomic
def enter_room(talk: Talk, *, user: User, now: datetime, window: str = "") -> Attendance:
    """Takes the one seat of `user`; a seat they still hold elsewhere is left at this moment.

    `window` is the id that the page chose for itself. Refuses `talk_cancelled`,
    `room_not_open` and `talk_over`.
    """
    talk = lock_row(talk)
    refuse_closed_room(talk, now)
    talk.attendances.filter(user=user, left_at__isnull=True).update(left_at=now)
    return Attendance.objects.create(talk=talk, user=user, joined_at=now, window=window)


def refuse_closed_room(talk: Talk, now: datetime) -> None:
    phase = phase_at(talk, now)
    if talk.is_cancelled:
        raise TalkRefused("talk_cancelled", _("このトークはキャンセルされました。"))
    if phase is Phase.CLOSED:
        raise TalkRefused("room_not_open", _("まだ入室できる時刻になっていません。"))
    if phase is Phase.OVER:
        raise TalkRefused("talk_over", _("このトークは終了しました。"))


def leave_room(
    attendance_id: int, *, now: datetime, on_purpose: bool = False, told: Facts | None = None
) -> None:
    """Ends a stay that no newer window has ended, and keeps what was last told of its call."""
    seat = Attendance.objects.filter(pk=attendance_id)
    if told:
        seat.update(
            path=told.path,
            quality=told.quality,
            restarts=told.restarts,
            connected_seconds=int(told.connected),
        )
    seat.filter(left_at__isnull=True).update(left_at=now, left_on_purpose=on_purpose)


def note_media(attendance_id: int, *, now: datetime) -> None:
    """The other side's picture or sound has arrived at this seat; the first time counts."""
    Attendance.objects.filter(pk=attendance_id, media_at__isnull=True).update(media_at=now)
