from collections.abc import Collection
from datetime import date, timedelta

import jpholiday

from cast_portal.models import CastPortalSettings, ClosedDay

# Bank days: besides holidays, nothing moves on these days of the turn of the year.
TURN_OF_THE_YEAR = frozenset({(12, 31), (1, 2), (1, 3)})


def is_business_day(day: date, *, closed: Collection[date] = ()) -> bool:
    """`closed` are days of the office alone, which a bank knows nothing of."""
    return not (
        day.weekday() >= 5
        or (day.month, day.day) in TURN_OF_THE_YEAR
        or jpholiday.is_holiday(day)
        or day in closed
    )


def business_days_after(day: date, count: int, *, closed: Collection[date] = ()) -> date:
    """The `count`th business day after `day`, which itself never counts."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_business_day(day, closed=closed)
    return day


def business_days_within(start: date, end: date, *, closed: Collection[date] = ()) -> list[date]:
    """Those after `start`, up to and with `end`, in their order."""
    days = (start + timedelta(days=count + 1) for count in range((end - start).days))
    return [day for day in days if is_business_day(day, closed=closed)]


def screening_dates(today: date) -> tuple[date, date]:
    """When an applicant of today may expect the result: from, to."""
    rules, closed = CastPortalSettings.load(), closed_days_after(today)
    return (
        business_days_after(today, rules.screening_from_days, closed=closed),
        business_days_after(today, rules.screening_to_days, closed=closed),
    )


def closed_days_after(day: date) -> frozenset[date]:
    return frozenset(ClosedDay.objects.filter(day__gt=day).values_list("day", flat=True))
