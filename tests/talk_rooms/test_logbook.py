"""What seats tell is written down while they are taken, bundled and never for one message."""

import time

import pytest
from asgiref.sync import sync_to_async

from talk_rooms.consumers import logbook as logbooks
from talk_rooms.consumers.line import rooms
from talk_rooms.consumers.logbook import SEATS_A_TURN, TURN_SECONDS, Logbook
from talk_rooms.domain.attendance import NOTED_EVERY
from talk_rooms.models import Attendance


class Stub:
    """A seat that nobody writes down."""


@pytest.fixture
def _turns_by_hand(monkeypatch):
    monkeypatch.setattr(logbooks, "TURN_SECONDS", 3600)


async def tell(socket, **fields):
    """Says how the call stands, and waits until the server has heard it."""
    told = {"path": "direct", "quality": "good", "restarts": 0, "connected": 1}
    await socket.say("facts", **told | fields)
    await socket.say("ping", t=1)
    await socket.hear("pong")


@sync_to_async
def kept(talk):
    """What stands in the record while everybody still sits there."""
    stays = Attendance.objects.filter(talk=talk, left_at__isnull=True)
    return {stay.user_id: (stay.path, stay.restarts, stay.connected_seconds) for stay in stays}


@pytest.mark.usefixtures("_turns_by_hand")
async def test_news_of_a_call_is_kept_at_the_next_turn(meet):
    meeting = await meet()
    async with meeting.both() as (cast, guest):
        for news in ({"path": "relay"}, {"path": "direct"}, {"restarts": 1}):
            await tell(cast, **news)
            await tell(guest, connected=2)
            await rooms.logbook.take_turn()
            of_cast = (news.get("path", "direct"), news.get("restarts", 0), 1)
            guest_id, cast_id = meeting.talk.guest_id, meeting.talk.cast_id
            assert await kept(meeting.talk) == {cast_id: of_cast, guest_id: ("direct", 0, 2)}


@pytest.mark.usefixtures("_turns_by_hand")
async def test_more_of_the_same_waits_until_the_seat_is_due(meet):
    meeting = await meet()
    async with meeting.cast() as cast:
        await tell(cast)
        await rooms.logbook.take_turn()
        await tell(cast, connected=9, quality="poor")
        await rooms.logbook.take_turn()
        assert await kept(meeting.talk) == {meeting.talk.cast_id: ("direct", 0, 1)}


async def test_a_logbook_without_seats_rests(meet):
    meeting = await meet()
    async with meeting.cast():
        assert rooms.logbook.keeper
    assert rooms.logbook.keeper is None
    assert rooms.logbook.due_at == {}


async def test_of_many_seats_a_few_have_their_turn_and_those_with_news_come_first():
    logbook = Logbook()
    seats = [Stub() for _ in range(SEATS_A_TURN + 2)]
    for seat in seats:
        logbook.open(seat)
    assert logbook.seats_due() == []
    logbook.due_at = dict.fromkeys(seats, time.monotonic() - 1)
    logbook.hurry(seats[-1])
    assert logbook.seats_due() == [seats[-1], *seats[: SEATS_A_TURN - 1]]
    for seat in seats:
        logbook.close(seat)


async def test_however_many_sit_there_each_is_noted_before_it_is_taken_for_lost():
    logbook = Logbook()
    seats = [Stub() for _ in range(SEATS_A_TURN * 40)]
    for seat in seats:
        logbook.open(seat)
    logbook.due_at = dict.fromkeys(seats, time.monotonic() - 1)
    turns = 0
    while due := logbook.seats_due():
        turns += 1
        for seat in due:
            logbook.postpone(seat)
    assert turns <= NOTED_EVERY.seconds / TURN_SECONDS
    for seat in seats:
        logbook.close(seat)
