from datetime import timedelta

import pytest

from talk_rooms.domain.phases import phase_at, phase_instants
from talk_rooms.domain.timetable import Timetable
from talk_rooms.enums import Phase
from tests.factories import TalkFactory

pytestmark = pytest.mark.django_db
MOMENT = timedelta(microseconds=1)
# Seconds from the start of a 3-minute talk with 30 s margins to the start of each phase.
BOUNDARIES = [
    (Phase.CLOSED, Phase.LOBBY, -300),
    (Phase.LOBBY, Phase.PREPARATION, 0),
    (Phase.PREPARATION, Phase.TALK, 30),
    (Phase.TALK, Phase.WRAP_UP, 150),
    (Phase.WRAP_UP, Phase.OVER, 180),
]


@pytest.mark.parametrize(("before", "after", "seconds"), BOUNDARIES)
def test_a_phase_begins_at_its_very_instant(before, after, seconds):
    talk = TalkFactory()
    boundary = talk.starts_at + timedelta(seconds=seconds)
    assert phase_instants(talk)[after] == boundary
    assert phase_at(talk, boundary - MOMENT) is before
    assert phase_at(talk, boundary) is after
    timetable = Timetable.of(talk)
    assert timetable.phase_at(boundary.timestamp() - 0.001) is before
    assert timetable.phase_at(boundary.timestamp()) is after


def test_adjoining_slots_are_one_talk_with_margins_at_its_two_ends():
    talk = TalkFactory()
    talk.ends_at = talk.starts_at + timedelta(minutes=6)
    instants = phase_instants(talk)
    assert instants[Phase.WRAP_UP] - instants[Phase.TALK] == timedelta(minutes=5)


def test_without_margins_the_talk_begins_at_once():
    talk = TalkFactory(margin_seconds=0)
    assert phase_at(talk, talk.starts_at) is Phase.TALK
    assert phase_at(talk, talk.ends_at) is Phase.OVER


def test_the_timetable_knows_the_next_change():
    talk = TalkFactory()
    timetable = Timetable.of(talk)
    start = talk.starts_at.timestamp()
    assert timetable.next_change(start - 1000) == start - 300
    assert timetable.next_change(start) == start + 30
    assert timetable.next_change(start + 180) is None
    assert list(timetable.in_milliseconds()) == [
        "lobby",
        "preparation",
        "talk",
        "wrap_up",
        "over",
    ]
