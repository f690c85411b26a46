import json

import pytest
from asgiref.sync import SyncToAsync, sync_to_async

from talk_rooms.consumers.line import rooms
from talk_rooms.domain.protocol import MAX_CHARACTERS, MESSAGE_BURST
from talk_rooms.models import Attendance
from tests.talk_rooms.sockets import CAST_PAGE, GUEST_PAGE

OFFER = {"type": "offer", "sdp": "v=0\r\n"}


def description(**fields):
    message = {"from": CAST_PAGE, "to": GUEST_PAGE, "description": OFFER} | fields
    return json.dumps({"type": "description", **message}, indent=1)


def state(**fields):
    told = {"from": CAST_PAGE, "entered": True, "audio": False, "video": False}
    return json.dumps({"type": "state", **told, **fields})


def facts(**fields):
    told = {"path": "direct", "quality": "good", "restarts": 0, "connected": 1}
    return json.dumps({"type": "facts", **told, **fields})


@sync_to_async
def attendances(talk):
    return list(Attendance.objects.filter(talk=talk).order_by("pk"))


async def test_entering_tells_side_clock_phases_and_who_is_there(meet):
    meeting = await meet()
    async with meeting.guest(), meeting.cast() as socket:
        welcome = socket.welcome
    assert welcome["side"] == "cast"
    assert welcome["phase"] == "lobby"
    assert welcome["peer"] == {"name": str(meeting.talk.guest), "instance": GUEST_PAGE}
    assert list(welcome["instants"]) == ["lobby", "preparation", "talk", "wrap_up", "over"]
    assert welcome["instants"]["talk"] == round(meeting.talk.talk_starts_at.timestamp() * 1000)
    assert abs(welcome["now"] - meeting.talk.opens_at.timestamp() * 1000) < 300_000
    assert welcome["ice"] == {"iceServers": [], "iceTransportPolicy": "all"}


async def test_the_other_side_is_told_who_comes_and_goes(meet):
    meeting = await meet()
    async with meeting.cast() as cast_socket:
        assert cast_socket.welcome["peer"]["instance"] is None
        async with meeting.guest():
            assert await cast_socket.hear() == {"type": "peer", "instance": GUEST_PAGE}
        assert await cast_socket.hear() == {"type": "peer", "instance": None}


async def test_a_stay_is_written_down_and_the_room_is_cleared_away(meet):
    meeting = await meet()
    async with meeting.cast():
        assert meeting.talk.public_id in rooms.by_id
        [stay] = await attendances(meeting.talk)
        assert stay.left_at is None
    [stay] = await attendances(meeting.talk)
    assert stay.user_id == meeting.talk.cast_id
    assert stay.left_at > stay.joined_at
    assert meeting.talk.public_id not in rooms.by_id


async def test_a_description_is_relayed_word_for_word(meet):
    meeting = await meet()
    async with meeting.both() as (speaker, hearer):
        await speaker.send_to(text_data=description())
        assert await hearer.receive_from() == description()


async def test_candidates_and_states_are_relayed(meet):
    meeting = await meet()
    candidate = {"candidate": "candidate:1 1 udp 1 192.0.2.1 9 typ host", "sdpMid": "0"}
    async with meeting.both() as (speaker, hearer):
        await speaker.say(
            "candidates", **{"from": CAST_PAGE, "to": GUEST_PAGE, "candidates": [candidate]}
        )
        await speaker.say(
            "state", **{"from": CAST_PAGE, "entered": True, "audio": True, "video": False}
        )
        assert (await hearer.hear("candidates"))["candidates"] == [candidate]
        assert (await hearer.hear("state"))["video"] is False


async def test_whoever_has_no_microphone_may_say_so(meet):
    meeting = await meet()
    async with meeting.both() as (speaker, hearer):
        await speaker.send_to(text_data=state(silent=True))
        assert (await hearer.hear("state"))["silent"] is True


async def test_speaking_to_an_empty_seat_is_harmless(meet):
    meeting = await meet()
    async with meeting.cast() as speaker:
        await speaker.send_to(text_data=description())
        await speaker.say("ping", t=1)
        assert (await speaker.hear())["type"] == "pong"


async def test_a_ping_comes_back_with_the_servers_time(meet):
    meeting = await meet()
    async with meeting.cast() as socket:
        await socket.say("ping", t=12.5)
        pong = await socket.hear()
    assert pong["type"] == "pong"
    assert pong["t"] == 12.5
    assert pong["now"] >= socket.welcome["now"]


async def test_the_first_picture_is_written_down_once(meet):
    meeting = await meet()
    async with meeting.cast() as socket:
        await socket.say("media")
        await socket.say("media")
        await socket.say("ping", t=1)
        await socket.hear("pong")
        [stay] = await attendances(meeting.talk)
        assert stay.joined_at < stay.media_at
    [later] = await attendances(meeting.talk)
    assert later.media_at == stay.media_at


async def test_how_the_call_stands_is_written_down_when_the_seat_is_left(meet):
    meeting = await meet()
    async with meeting.both() as (cast, guest):
        for seconds in (4, 12.5):
            await cast.say("facts", path="relay", quality="good", restarts=1, connected=seconds)
        await cast.say("ping", t=1)
        await cast.hear("pong")
        assert await guest.receive_nothing()
    stay, _ = sorted(await attendances(meeting.talk), key=lambda one: one.window)
    assert (stay.path, stay.quality, stay.restarts) == ("relay", "good", 1)
    assert (stay.connected_seconds, stay.left_on_purpose) == (12, False)


async def test_who_leaves_on_purpose_tells_the_other_side_and_the_record(meet):
    meeting = await meet()
    async with meeting.guest() as guest:
        async with meeting.cast() as cast:
            await guest.hear("peer")
            await cast.send_to(text_data='{"type":  "bye"}')
            assert await guest.receive_from() == '{"type":  "bye"}'
        assert await guest.hear() == {"type": "peer", "instance": None}
    meant = {stay.window: stay.left_on_purpose for stay in await attendances(meeting.talk)}
    assert meant == {CAST_PAGE: True, GUEST_PAGE: False}


async def test_a_second_window_takes_the_seat_and_the_first_is_told(meet):
    meeting = await meet()
    async with meeting.both() as (first, other), meeting.cast("castpage0002"):
        assert await first.parting() == ("taken_over", 4409)
        assert await other.hear() == {"type": "peer", "instance": "castpage0002"}
        await first.disconnect()
        assert await other.receive_nothing()
    assert len(await attendances(meeting.talk)) == 3


@pytest.mark.parametrize(
    ("text", "parting"),
    [
        ("{", ("malformed", 4422)),
        ("[]", ("malformed", 4422)),
        ('{"type": "shout"}', ("malformed", 4422)),
        ('{"type": "ping", "t": "now"}', ("malformed", 4422)),
        ('{"type": "ping", "t": 1, "more": 1}', ("malformed", 4422)),
        ("[" * 10_000, ("malformed", 4422)),
        ('"\ud83d"', ("malformed", 4422)),
        (description(to="?"), ("malformed", 4422)),
        (state(silent="yes"), ("malformed", 4422)),
        (facts(path="wire"), ("malformed", 4422)),
        (facts(restarts=1000), ("malformed", 4422)),
        (facts(connected=-1), ("malformed", 4422)),
        (facts(connected=86_401), ("malformed", 4422)),
        ('{"type": "bye", "to": "guestpage001"}', ("malformed", 4422)),
        (description(**{"from": "somebodyelse"}), ("malformed", 4422)),
        (" " * (MAX_CHARACTERS + 1), ("too_large", 4413)),
    ],
)
async def test_bad_messages_end_the_socket_and_never_reach_the_other_side(meet, text, parting):
    meeting = await meet()
    async with meeting.both() as (speaker, hearer):
        await speaker.send_to(text_data=text)
        assert await speaker.parting() == parting
        await speaker.send_to(text_data=description())
        assert await hearer.receive_nothing()


async def test_bytes_are_no_message(meet):
    meeting = await meet()
    async with meeting.cast() as speaker:
        await speaker.send_to(bytes_data=b"\x00")
        assert await speaker.parting() == ("malformed", 4422)


async def test_too_many_messages_end_the_socket(meet):
    meeting = await meet()
    async with meeting.cast() as speaker:
        for number in range(MESSAGE_BURST + 30):
            await speaker.say("ping", t=number)
        assert await speaker.parting() == ("too_frequent", 4429)


@pytest.fixture
def thread_hops(monkeypatch):
    """The functions handed to a thread; a query on the loop itself is an error of Django's."""
    hops, hop = [], SyncToAsync.__call__

    async def counted(self, *args, **kwargs):
        hops.append(self.func)
        return await hop(self, *args, **kwargs)

    monkeypatch.setattr(SyncToAsync, "__call__", counted)
    return hops


async def test_no_message_costs_a_query_or_a_thread(meet, thread_hops):
    meeting = await meet()
    candidates = {"from": CAST_PAGE, "to": GUEST_PAGE, "candidates": [{"candidate": ""}]}
    async with meeting.both() as (cast, guest):
        thread_hops.clear()
        await cast.send_to(text_data=description())
        await cast.say("candidates", **candidates)
        await cast.send_to(text_data=facts())
        await cast.say("bye")
        await cast.say("ping", t=1)
        await cast.hear("pong")
        assert await guest.receive_from() == description()
        assert thread_hops == []
        await cast.say("media")
        await cast.say("ping", t=2)
        await cast.hear("pong")
        assert len(thread_hops) == 1
