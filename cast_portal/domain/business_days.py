from datetime import date, timedelta

import jpholiday

# Bank days: besides holidays, nothing moves on these days of the turn of the year.
TURN_OF_THE_YEAR = frozenset({(12, 31), (1, 2), (1, 3)})


def is_business_day(day: date) -> bool:
    return not (
        day.weekday() >= 5 or (day.month, day.day) in TURN_OF_THE_YEAR or jpholiday.is_holiday(day)
    )


def business_days_after(day: date, count: int) -> date:
    """The `count`th business day after `day`, which itself never counts."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_business_day(day)
    return day


def business_days_within(start: date, end: date) -> list[date]:
    """Those after `start`, up to and with `end`, in their order."""
    days = (start + timedelta(days=count + 1) for count in range((end - start).days))
    return [day for day in days if is_business_day(day)]
