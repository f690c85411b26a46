from datetime import timedelta

import pytest

from kernel.dates import elapsed, length


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
