from datetime import date

import pytest

from cast_portal.domain.business_days import (
    business_days_after,
    is_business_day,
    screening_dates,
)
from cast_portal.models import CastPortalSettings, ClosedDay


@pytest.mark.parametrize(
    ("start", "earliest", "latest"),
    [
        (date(2026, 11, 20), date(2026, 11, 25), date(2026, 12, 2)),
        (date(2026, 12, 30), date(2027, 1, 5), date(2027, 1, 13)),
        # Sent on a Saturday: Monday is the first day that counts.
        (date(2026, 10, 17), date(2026, 10, 20), date(2026, 10, 27)),
    ],
)
def test_screening_target_counts_business_days(start, earliest, latest):
    assert business_days_after(start, 2) == earliest
    assert business_days_after(start, 7) == latest


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 11, 21),
        date(2026, 11, 22),
        date(2026, 11, 23),
        date(2026, 12, 31),
        date(2027, 1, 1),
        date(2029, 1, 2),
        date(2029, 1, 3),
    ],
)
def test_weekend_holiday_and_turn_of_the_year_are_no_business_days(day):
    assert not is_business_day(day)


def test_zero_days_after_is_the_day_itself():
    assert business_days_after(date(2026, 11, 22), 0) == date(2026, 11, 22)


def test_closed_days_of_the_office_move_the_dates_of_applicants(db, django_assert_num_queries):
    CastPortalSettings.load()
    ClosedDay.objects.create(day=date(2026, 11, 25))
    ClosedDay.objects.create(day=date(2026, 12, 1))

    with django_assert_num_queries(2):
        dates = screening_dates(date(2026, 11, 24))

    assert dates == (date(2026, 11, 27), date(2026, 12, 7))


def test_closed_days_of_the_office_are_nothing_to_a_bank(db):
    ClosedDay.objects.create(day=date(2026, 11, 25))

    assert is_business_day(date(2026, 11, 25))
    assert business_days_after(date(2026, 11, 24), 1) == date(2026, 11, 25)
