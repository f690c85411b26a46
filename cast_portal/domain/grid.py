"""The grid that slots lie on: every day is cut into slots of one length from midnight on."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import IntegerChoices
from django.utils.timezone import get_default_timezone, localtime
from django.utils.translation import gettext_lazy as _

DAY = timedelta(days=1)
PART = timedelta(hours=6)
# The talks of one evening do not end at midnight.
EVENING = timedelta(hours=6)


class PartOfDay(IntegerChoices):
    """A quarter of the day, so that a page stays small at any slot length."""

    NIGHT = 0, _("深夜 0–6時")
    MORNING = 1, _("朝 6–12時")
    AFTERNOON = 2, _("昼 12–18時")
    EVENING = 3, _("夜 18–24時")


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=get_default_timezone())


def day_of(moment: datetime) -> date:
    return localtime(moment, get_default_timezone()).date()


def around(now: datetime) -> tuple[datetime, datetime]:
    """What a cast calls today: the day, and near midnight the evening that goes on past it."""
    start = midnight(day_of(now))
    return min(start, now - EVENING), max(start + DAY, now + EVENING)


def part_at(moment: datetime) -> PartOfDay:
    return PartOfDay(localtime(moment, get_default_timezone()).hour // 6)


def part_bounds(day: date, part: PartOfDay) -> tuple[datetime, datetime]:
    start = midnight(day) + part * PART
    return start, start + PART


def grid_starts(first: datetime, until: datetime, *, length: timedelta) -> Iterator[datetime]:
    """The grid's starts from `first` (included) to `until` (not), on the day of `first`."""
    start_of_day = midnight(day_of(first))
    cells_before = -((start_of_day - first) // length)
    start = start_of_day + cells_before * length
    last = min(until - timedelta(microseconds=1), start_of_day + DAY - length)
    while start <= last:
        yield start
        start += length


def is_on_grid(start: datetime, *, length: timedelta) -> bool:
    """True for a start of the grid whose slot also ends on the same day."""
    since_midnight = start - midnight(day_of(start))
    return not since_midnight % length and since_midnight + length <= DAY
