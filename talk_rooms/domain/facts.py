from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from talk_rooms.models import Attendance, Talk

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class ConnectionFacts:
    """What the room itself saw; it suggests a report's outcome and helps to settle disputes."""

    cast_came: bool
    guest_came: bool
    were_connected: bool
    seconds_together: int


def connection_facts(talk: Talk) -> ConnectionFacts:
    """`seconds_together`: how long, within the talk time, each received the other."""
    stays = list(talk.attendances.all())
    of_cast = [stay for stay in stays if stay.user_id == talk.cast_id]
    of_guest = [stay for stay in stays if stay.user_id == talk.guest_id]
    together = overlap(media_spans(talk, of_cast), media_spans(talk, of_guest))
    return ConnectionFacts(
        cast_came=bool(of_cast),
        guest_came=bool(of_guest),
        were_connected=together > timedelta(),
        seconds_together=int(together.total_seconds()),
    )


def media_spans(talk: Talk, stays: Iterable[Attendance]) -> list[Span]:
    """From the first picture of a stay to its end, as far as it lies in the talk time."""
    first, last = talk.talk_starts_at, talk.talk_ends_at
    return [
        (max(stay.media_at, first), min(stay.left_at or last, last))
        for stay in stays
        if stay.media_at is not None
    ]


def overlap(ones: list[Span], others: list[Span]) -> timedelta:
    """Stays of one person never overlap each other, so the pairs can be summed."""
    pairs = [(one, other) for one in ones for other in others]
    shared = (min(one[1], other[1]) - max(one[0], other[0]) for one, other in pairs)
    return sum((max(span, timedelta()) for span in shared), timedelta())
