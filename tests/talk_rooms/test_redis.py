"""Two people whose sockets live in two processes: what they say goes through a real Redis.

Each process has a register of rooms of its own; that, and nothing else, is what sets them apart
here.
"""

import asyncio
from collections import Counter

import pytest
from asgiref.sync import sync_to_async
from channels.auth import AuthMiddlewareStack
from channels.layers import get_channel_layer
from channels.routing import URLRouter
from django.urls import path

from config.layers import channel_layers
from talk_rooms.consumers import RoomConsumer, line, seat
from talk_rooms.consumers.line import Rooms, Switchboard
from talk_rooms.domain.room_events import room_group, tell_room
from tests.services.processes import free_port
from tests.services.redis import redis
from tests.talk_rooms.sockets import CAST_PAGE, GUEST_PAGE, Socket, cookie_of, dial, path_of

# What redis-py gives out, and how long its reads wait, unless it is told otherwise.
POOL, READ_SECONDS = 100, 5


class DistantConsumer(RoomConsumer):
    rooms = Rooms()


DISTANT_PROCESS = AuthMiddlewareStack(
    URLRouter([path("ws/talks/<str:public_id>/", DistantConsumer.as_asgi())])
)


@pytest.fixture
def redis_layer(settings, redis_url):
    settings.CHANNEL_LAYERS = channel_layers(redis_url)


class Distant:
    """A guest's socket in the other process."""

    def __init__(self, meeting, instance=GUEST_PAGE, client=None):
        self.meeting = meeting
        self.instance = instance
        self.client = client or meeting.guest_client

    async def __aenter__(self):
        headers = [(b"cookie", await cookie_of(self.client))]
        address = path_of(self.meeting.talk, self.instance)
        self.socket = Socket(DISTANT_PROCESS, address, headers=headers)
        await self.socket.connect(timeout=5)
        self.socket.welcome = await self.socket.hear("welcome")
        return self.socket

    async def __aexit__(self, *fault):
        await self.socket.disconnect()


@pytest.fixture
async def far_meeting(redis_layer, meet):
    yield await meet()
    assert DistantConsumer.rooms.by_id == {}
    await get_channel_layer().flush()


async def test_two_processes_see_who_comes_and_goes(far_meeting):
    async with far_meeting.cast() as cast:
        async with Distant(far_meeting) as guest:
            assert guest.welcome["peer"]["instance"] is None
            assert await guest.hear() == {"type": "peer", "instance": CAST_PAGE}
            assert await cast.hear() == {"type": "peer", "instance": GUEST_PAGE}
        assert await cast.hear() == {"type": "peer", "instance": None}


async def test_messages_cross_word_for_word_and_in_order(far_meeting):
    async with far_meeting.cast() as cast, Distant(far_meeting) as guest:
        await cast.hear("peer")
        await guest.hear("peer")
        sent = [
            f'{{"type": "state", "from": "{CAST_PAGE}",  "entered": {entered}, '
            f'"audio": true, "video": false}}'
            for entered in ("true", "false", "true")
        ]
        for text in sent:
            await cast.send_to(text_data=text)
        assert [await guest.receive_from(timeout=5) for _ in sent] == sent
        answer = {"type": "answer", "sdp": "v=0"}
        await guest.say("description", **{"from": GUEST_PAGE, "to": CAST_PAGE}, description=answer)
        assert (await cast.hear())["description"] == answer


async def test_a_window_in_another_process_takes_the_seat_over(far_meeting):
    client = far_meeting.cast_client
    async with far_meeting.guest() as guest, far_meeting.cast() as first:
        await guest.hear("peer")
        async with Distant(far_meeting, "castpage0002", client):
            assert await first.parting() == ("taken_over", 4409)
            assert await guest.hear("peer") == {"type": "peer", "instance": "castpage0002"}


async def test_a_cancelled_talk_empties_the_rooms_of_all_processes(far_meeting):
    async with far_meeting.cast() as cast, Distant(far_meeting) as guest:
        await cast.hear("peer")
        await guest.hear("peer")
        # As a third process would do it, a task worker for instance.
        await sync_to_async(tell_room)(far_meeting.talk, "room.cancelled")
        assert await cast.parting() == ("talk_cancelled", 4411)
        assert await guest.parting() == ("talk_cancelled", 4411)


async def test_a_seat_whose_leaving_cannot_be_written_down_is_left_all_the_same(
    far_meeting, monkeypatch
):
    def fail(*args, **kwargs):
        raise RuntimeError("no database")

    async with far_meeting.cast() as cast:
        distant = Distant(far_meeting)
        await distant.__aenter__()
        await cast.hear("peer")
        monkeypatch.setattr(seat, "leave_room", fail)
        with pytest.raises(RuntimeError, match="no database"):
            await distant.socket.disconnect()
        monkeypatch.undo()
        assert await cast.hear() == {"type": "peer", "instance": None}


@pytest.fixture
def _quick_lines(monkeypatch):
    monkeypatch.setattr(line, "REPEATED_EVERY", 0.2)
    monkeypatch.setattr(line, "SILENT_AFTER", 1)


@pytest.mark.usefixtures("_quick_lines")
async def test_who_sits_in_a_process_that_was_killed_is_gone_soon(far_meeting):
    async with far_meeting.cast() as cast, Distant(far_meeting):
        await cast.hear("peer")
        # Alive, it is heard of again and again, and nobody is told twice.
        assert await cast.receive_nothing(2)
        [(_, far_line)] = DistantConsumer.rooms.by_id.values()
        far_line.running.cancel()
        DistantConsumer.rooms.switchboard.close()
        assert await cast.hear() == {"type": "peer", "instance": None}


@pytest.mark.usefixtures("_quick_lines")
async def test_who_was_taken_for_gone_is_found_again(far_meeting):
    async with far_meeting.cast() as cast, Distant(far_meeting) as guest:
        await cast.hear("peer")
        await guest.hear("peer")
        [(room, far_line)] = DistantConsumer.rooms.by_id.values()
        [here] = room.seats.values()
        await far_line.seat_vacated(here)
        assert await cast.hear() == {"type": "peer", "instance": None}
        assert await cast.hear() == {"type": "peer", "instance": GUEST_PAGE}


async def exchange_a_word(cast, guest):
    await cast.say("bye")
    assert (await guest.hear("bye"))["type"] == "bye"


async def test_without_redis_the_two_meet_in_one_process(settings, meet):
    settings.CHANNEL_LAYERS = channel_layers(f"redis://127.0.0.1:{free_port()}/0")
    meeting = await meet()
    async with meeting.both() as (cast, guest):
        await exchange_a_word(cast, guest)


async def test_a_redis_that_goes_away_takes_no_seat_along_and_keeps_nobody_out(settings, meet):
    meeting = await meet()
    with redis() as url:
        settings.CHANNEL_LAYERS = channel_layers(url)
        guest = await dial(path_of(meeting.talk, GUEST_PAGE), client=meeting.guest_client)
        await guest.hear("welcome")
    async with meeting.cast() as cast:
        await exchange_a_word(cast, guest)
    assert await guest.hear("peer") == {"type": "peer", "instance": None}
    await guest.disconnect()


async def test_more_sockets_than_a_pool_has_connections_stay_idle_and_then_hear(far_meeting):
    path = f"/ws/talks/{far_meeting.talk.public_id}/messages/"
    sockets = await asyncio.gather(
        *(dial(path, client=far_meeting.cast_client) for _ in range(POOL + 20))
    )
    for socket in sockets:
        assert await socket.receive_from(timeout=5) == '{"type":"ready","quiet":60000}'
    assert await sockets[0].receive_nothing(READ_SECONDS + 1)
    url = f"/talks/{far_meeting.talk.public_id}/messages/"
    await sync_to_async(far_meeting.guest_client.post)(url, {"body": "こんばんは"})
    for socket in sockets:
        assert await socket.receive_from(timeout=5) == '{"type":"changed"}'
        await socket.disconnect()


class Ear:
    def __init__(self, enough):
        self.heard = Counter()
        self.enough = enough
        self.is_full = asyncio.Event()

    async def hear(self, event):
        self.heard[event["room"]] += 1
        if self.heard.total() == self.enough:
            self.is_full.set()


@pytest.fixture(params=["redis", "embedded"])
def any_layer(request, settings):
    url = request.getfixturevalue("redis_url") if request.param == "redis" else ""
    settings.CHANNEL_LAYERS = channel_layers(url)


async def test_words_to_500_rooms_at_one_instant_lose_nothing(any_layer):
    rooms, words, layer = [f"room{number}" for number in range(500)], 4, get_channel_layer()
    ear = Ear(len(rooms) * words)
    switchboard = Switchboard(lambda room: ear)
    await switchboard.opened()
    for room in rooms:
        await layer.group_add(room_group(room), switchboard.name)
    event = {"type": "room.message"}
    await asyncio.gather(
        *(layer.group_send(room_group(room), {**event, "room": room}) for room in rooms * words)
    )
    await asyncio.wait_for(ear.is_full.wait(), 10)
    assert ear.heard == dict.fromkeys(rooms, words)
    switchboard.close()
    await layer.flush()
