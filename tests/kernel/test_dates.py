from datetime import UTC, datetime, timedelta

import pytest

from kernel.dates import elapsed, length, period, time_of_end

EVENING = datetime(2026, 11, 24, 14, 57, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(-297, "19:00"), (2, "23:59"), (3, "24:00"), (4, "翌0:01"), (130, "翌2:07")],
)
def test_an_end_is_told_from_the_day_it_began_on(minutes, words):
    assert time_of_end(EVENING + timedelta(minutes=minutes), EVENING) == words


def test_an_end_shows_seconds_where_they_are_asked_for():
    assert time_of_end(EVENING + timedelta(seconds=20), EVENING, "G:i:s") == "23:57:20"


def test_a_period_ends_with_its_day():
    until_midnight = EVENING + timedelta(minutes=3)
    assert period(EVENING, until_midnight) == "2026年11月24日(火) 23:57〜24:00"


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(), "0秒"),
        (timedelta(seconds=30), "30秒"),
        (timedelta(seconds=180), "3分"),
        (timedelta(seconds=150), "2分30秒"),
        (timedelta(minutes=90), "1時間30分"),
    ],
)
def test_a_length_is_told_as_people_say_it(span, words):
    assert length(span) == words


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=-1), "0秒"),
        (timedelta(seconds=45), "45秒"),
        (timedelta(minutes=12, seconds=59), "12分"),
        (timedelta(hours=3), "3時間"),
        (timedelta(hours=3, minutes=12, seconds=5), "3時間12分"),
        (timedelta(days=1, minutes=59), "1日"),
        (timedelta(days=23, hours=4, minutes=5), "23日4時間"),
    ],
)
def test_what_has_passed_is_told_in_two_units_without_a_comma(span, words):
    assert elapsed(span) == words
