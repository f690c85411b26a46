from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from talk_rooms.domain.attendance import end_of_stay
from talk_rooms.models import Attendance, Talk

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class ConnectionFacts:
    """What the room itself saw; it suggests a report's outcome and helps to settle disputes."""

    cast_came: bool
    guest_came: bool
    were_connected: bool
    seconds_together: int
    cast_restarts: int
    guest_restarts: int


def connection_facts(talk: Talk, *, until: datetime | None = None) -> ConnectionFacts:
    """`seconds_together`: how long, within the talk time, each received the other.

    It is what the seats overlap, and no more than the windows of either side told: a window may
    tell less than there was, never more. `until` is for a talk that is still going on.
    """
    stays = list(talk.attendances.all())
    of_cast = [stay for stay in stays if stay.user_id == talk.cast_id]
    of_guest = [stay for stay in stays if stay.user_id == talk.guest_id]
    by = until or talk.ends_at
    together = overlap(media_spans(talk, of_cast, by), media_spans(talk, of_guest, by))
    bounds = [told_seconds(side) for side in (of_cast, of_guest)]
    seconds = [int(together.total_seconds()), *(one for one in bounds if one is not None)]
    return ConnectionFacts(
        cast_came=bool(of_cast),
        guest_came=bool(of_guest),
        were_connected=together > timedelta(),
        seconds_together=min(seconds),
        cast_restarts=told_restarts(of_cast),
        guest_restarts=told_restarts(of_guest),
    )


def media_spans(talk: Talk, stays: Iterable[Attendance], by: datetime) -> list[Span]:
    """From the first picture of a stay to its end, as far as it lies in the talk time."""
    first, last = talk.talk_starts_at, min(by, talk.talk_ends_at)
    return [
        (max(stay.media_at, first), min(end_of_stay(stay, by=by), last))
        for stay in stays
        if stay.media_at is not None
    ]


def overlap(ones: list[Span], others: list[Span]) -> timedelta:
    """Stays of one person never overlap each other, so the pairs can be summed."""
    pairs = [(one, other) for one in ones for other in others]
    shared = (min(one[1], other[1]) - max(one[0], other[0]) for one, other in pairs)
    return sum((max(span, timedelta()) for span in shared), timedelta())


def told_seconds(stays: Iterable[Attendance]) -> int | None:
    """None when a window that received something has told nothing, so that nothing is bound."""
    windows = last_of_each_window(stay for stay in stays if stay.media_at)
    told = [stay.connected_seconds for stay in windows]
    known = [seconds for seconds in told if seconds is not None]
    return sum(known) if known and len(known) == len(told) else None


def told_restarts(stays: Iterable[Attendance]) -> int:
    told = (stay for stay in stays if stay.connected_seconds is not None)
    return sum(stay.restarts for stay in last_of_each_window(told))


def last_of_each_window(stays: Iterable[Attendance]) -> list[Attendance]:
    """A window tells sums over all its stays, so its last word stands for the others."""
    return list({stay.window or stay.pk: stay for stay in stays}.values())
