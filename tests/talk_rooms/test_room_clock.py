"""The server's own clock: it moves the room on, stops relaying and closes it."""

import time

from talk_rooms.consumers.line import rooms
from talk_rooms.domain.protocol import OUT_OF_PHASE_TOLERATED
from talk_rooms.models import Attendance
from tests.talk_rooms.sockets import CAST_PAGE, GUEST_PAGE

OFFER = {
    "from": CAST_PAGE,
    "to": GUEST_PAGE,
    "description": {"type": "offer", "sdp": "v=0"},
}
IN_WRAP_UP = {"starts_in": -100, "lasts": 160, "margin_seconds": 70}
# Long enough for two people to sit down, and for a busy machine to be late, not for a missed timer.
SOON, LATENESS = 3, 1.5


async def test_both_sides_go_through_the_phases_at_their_times(meet):
    meeting = await meet(starts_in=SOON, lasts=3, margin_seconds=0)
    async with meeting.both() as (cast, guest):
        for phase, due in [
            ("talk", meeting.talk.starts_at),
            ("over", meeting.talk.ends_at),
        ]:
            for socket in (cast, guest):
                told = await socket.hear("phase")
                assert (told["phase"], told["at"]) == (phase, round(due.timestamp() * 1000))
            assert 0 <= time.time() - due.timestamp() < LATENESS
        assert await cast.parting() == ("talk_over", 4410)
        assert await guest.parting() == ("talk_over", 4410)
    assert rooms.by_id == {}


async def test_every_phase_is_told_in_order(meet):
    meeting = await meet(starts_in=SOON, lasts=3, margin_seconds=1)
    async with meeting.cast() as cast:
        phases = [(await cast.hear("phase"))["phase"] for _ in range(4)]
    assert phases == ["preparation", "talk", "wrap_up", "over"]


async def test_after_the_talk_time_nothing_is_negotiated_any_more(meet):
    meeting = await meet(**IN_WRAP_UP)
    async with meeting.both() as (cast, guest):
        assert cast.welcome["phase"] == "wrap_up"
        await cast.say("description", **OFFER)
        error = await cast.hear()
        assert (error["type"], error["code"]) == ("error", "out_of_phase")
        await cast.say("media")
        assert (await cast.hear())["code"] == "out_of_phase"
        await cast.say(
            "state", **{"from": CAST_PAGE, "entered": True, "audio": False, "video": False}
        )
        assert (await guest.hear())["type"] == "state"
    assert not await Attendance.objects.filter(media_at__isnull=False).aexists()


async def test_a_client_that_will_not_stop_is_sent_out(meet):
    meeting = await meet(**IN_WRAP_UP)
    async with meeting.both() as (cast, guest):
        for _ in range(OUT_OF_PHASE_TOLERATED + 1):
            await cast.say("description", **OFFER)
        assert await cast.parting() == ("malformed", 4422)
        assert await guest.receive_nothing()


async def test_a_restart_in_the_middle_of_a_talk_changes_nothing(meet):
    meeting = await meet(starts_in=-60)
    async with meeting.cast() as before:
        pass
    async with meeting.cast("castpage0002") as after:
        assert after.welcome["phase"] == "talk"
        assert after.welcome["instants"] == before.welcome["instants"]
