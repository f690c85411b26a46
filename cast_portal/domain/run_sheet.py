from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from cast_portal.domain.bookable import slots_on_offer
from cast_portal.domain.grid import around
from cast_portal.domain.queries import reservations_of, starting_between
from cast_portal.domain.stages import Row, rows_of
from cast_portal.enums import Stage
from cast_portal.models import Cast, Slot

AHEAD = (Stage.UPCOMING, Stage.RUNNING)


@dataclass(frozen=True)
class Gap:
    """The time between two talks, and how many slots in it are still on offer."""

    length: timedelta
    free: int


@dataclass(frozen=True)
class Line:
    """A talk still to come or under way, and the gap before it."""

    row: Row
    gap: Gap | None


@dataclass(frozen=True)
class RunSheet:
    """One day's talks: what is ahead, the next first, and what is over; `free` is on offer."""

    lines: list[Line]
    done: list[Row]
    free: list[Slot]

    @property
    def ahead(self) -> list[Row]:
        return [line.row for line in self.lines]

    @property
    def rows(self) -> list[Row]:
        return self.done + self.ahead


def todays_sheet(cast: Cast, *, now: datetime) -> RunSheet:
    start, end = around(now)
    talks = starting_between(reservations_of(cast), start, end).order_by("talk__starts_at")
    on_offer = slots_on_offer(now=now).filter(cast=cast, starts_at__lt=end)
    free = list(on_offer.order_by("starts_at"))
    rows = rows_of(talks, now=now)
    ahead = [row for row in rows if row.stage in AHEAD]
    done = [row for row in rows if row.stage not in AHEAD]
    return RunSheet(lines_of(ahead, free), done, free)


def lines_of(rows: Sequence[Row], free: Sequence[Slot]) -> list[Line]:
    first = [Line(row, None) for row in rows[:1]]
    return first + [Line(row, gap_between(before, row, free)) for before, row in pairwise(rows)]


def gap_between(before: Row, after: Row, free: Sequence[Slot]) -> Gap | None:
    start, end = before.talk.ends_at, after.talk.starts_at
    if start == end:
        return None
    return Gap(end - start, sum(start <= slot.starts_at and slot.ends_at <= end for slot in free))
