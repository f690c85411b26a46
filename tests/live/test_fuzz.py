"""A minute of anything at all against a real daphne: the other side never gets what it should
not, nobody else is hurt, and the server has nothing to complain of in its log.
"""

import asyncio
import json
import time
from contextlib import suppress
from itertools import cycle
from urllib.parse import urlsplit

from talk_rooms.domain.protocol import ENTRIES_PER_SECOND, CloseCode, decode
from tests.live.fuzzing import Fuzzer
from tests.live.raw_socket import Closed, RawSocket

SECONDS = 60
SQUADS = 4
# Nobody may come into one room as often as all of that takes.
ROOMS_OF_A_SQUAD = 10
SEED = 20261125
FROM_SERVER = {"welcome", "peer", "phase", "pong"}
RELAYED = {"description", "candidates", "state", "bye"}
# No code at all: daphne hangs up on bad frames, bad UTF-8 and messages beyond its own limit.
EVERYDAY = {
    None,
    CloseCode.MALFORMED,
    CloseCode.TOO_LARGE,
    CloseCode.TOO_FREQUENT,
    CloseCode.NO_SUCH_TALK,
    CloseCode.SIGNED_OUT,
    CloseCode.WRONG_ORIGIN,
    CloseCode.BAD_REQUEST,
}
HANG_UP, RECONNECT = 0.05, 0.1


def path_of(room, instance):
    return f"/ws/talks/{room['talk']}/?v=1&instance={instance}"


async def enter(port, room, side, instance):
    socket = await RawSocket.open(port, path_of(room, instance), cookie=room[side])
    await socket.hear_type("welcome")
    return socket


class Bystander:
    """The other person of an attacked room: sits there all the time and keeps what it hears."""

    def __init__(self, port, room, instance):
        self.port, self.room, self.instance = port, room, instance
        self.heard = []

    async def listen(self):
        socket = await enter(self.port, self.room, "guest", self.instance)
        while True:
            self.heard.append(await socket.hear())


class Attacker:
    def __init__(self, port, room, number):
        self.port, self.room = port, room
        self.instance, self.other = f"attacker{number}", f"bystander{number}"
        self.fuzzer = Fuzzer(SEED + number, self.instance, self.other)
        self.codes = set()
        self.attacks = self.pings = 0

    async def visit(self, end):
        random = self.fuzzer.random
        if random.random() < RECONNECT:
            await self.knock()  # which ends with a close code
        socket = await enter(self.port, self.room, "cast", self.instance)
        try:
            while time.monotonic() < end:
                socket.send_raw(self.fuzzer.attack())
                self.attacks += 1
                if random.random() < HANG_UP:
                    return
                if random.random() < 0.5:
                    await self.sync(socket)
        finally:
            socket.hang_up()

    async def sync(self, socket):
        """Waits until the server has read everything so far, or has had enough."""
        self.pings += 1
        socket.send(b'{"type":"ping","t":%d}' % self.pings)
        with suppress(TimeoutError):  # behind half a frame it is not heard as a word of its own
            await asyncio.wait_for(self.hear_pong(socket), 0.5)

    async def hear_pong(self, socket):
        while (await socket.hear_type("pong"))["t"] != self.pings:
            pass

    async def knock(self):
        """Comes to the door the wrong way."""
        door = self.fuzzer.random.choice(
            (
                {"path": path_of(self.room, "UPPER"), "cookie": self.room["cast"]},
                {"path": path_of(self.room, self.instance), "cookie": "sessionid=nobody"},
                {
                    "path": f"/ws/talks/%00%ff/?v=1&instance={self.instance}",
                    "cookie": self.room["cast"],
                },
                {"path": path_of(self.room, self.instance), "origin": "https://elsewhere.example"},
            )
        )
        socket = await RawSocket.open(self.port, **door)
        while True:
            await socket.hear()


async def rage(squad, end):
    for attacker in cycle(squad):
        if time.monotonic() > end:
            return
        try:
            await attacker.visit(end)
        except Closed as closed:
            attacker.codes.add(closed.code)


def unexpected(attacker, heard):
    """What reached the bystander though it is no message of the attacker's that may be relayed."""
    return [text for text in heard if not may_arrive(attacker, text)]


def may_arrive(attacker, text):
    type_ = json.loads(text)["type"]
    if type_ not in RELAYED:
        return type_ in FROM_SERVER
    return getattr(decode(text), "sender", attacker.instance) == attacker.instance


async def enter_sanely(port, room, side, instance):
    """As a page does: whoever came too often waits a little."""
    while True:
        try:
            return await enter(port, room, side, instance)
        except Closed as closed:
            if closed.code != CloseCode.TOO_FREQUENT:
                raise
            await asyncio.sleep(1 / ENTRIES_PER_SECOND)


async def talk_sanely(port, room):
    """Two people meet and exchange a word."""
    cast = await enter_sanely(port, room, "cast", "castpage0001")
    guest = await enter(port, room, "guest", "guestpage001")
    await cast.hear_type("peer")
    state = b'{"type":"state",  "from":"castpage0001","entered":true,"audio":true,"video":true}'
    cast.send(state)
    while (text := await guest.hear()).encode() != state:
        assert json.loads(text)["type"] in FROM_SERVER
    cast.hang_up()
    guest.hang_up()


async def test_a_minute_of_anything_at_all(live, open_rooms):
    port = urlsplit(live.url).port
    rooms = open_rooms(SQUADS * ROOMS_OF_A_SQUAD + 1)
    attackers = [Attacker(port, room, number) for number, room in enumerate(rooms[1:])]
    bystanders = [Bystander(port, one.room, one.other) for one in attackers]
    listening = [asyncio.ensure_future(one.listen()) for one in bystanders]
    end = time.monotonic() + SECONDS
    squads = [attackers[number::SQUADS] for number in range(SQUADS)]
    await asyncio.gather(*(rage(squad, end) for squad in squads))
    await talk_sanely(port, rooms[0])

    assert [task for task in listening if task.done()] == []
    for task in listening:
        task.cancel()
    for attacker, bystander in zip(attackers, bystanders, strict=True):
        assert unexpected(attacker, bystander.heard) == []
        assert attacker.codes <= {None, *CloseCode}
    for squad in squads:
        assert sum(one.attacks for one in squad) > SECONDS
    heard = [json.loads(text)["type"] for one in bystanders for text in one.heard]
    assert set(heard) >= RELAYED
    await asyncio.gather(*(talk_sanely(port, one.room) for one in attackers))
    assert set().union(*(one.codes for one in attackers)) >= EVERYDAY
    log = live.log("web").read_text()
    assert "Traceback" not in log
    assert "ERROR" not in log
