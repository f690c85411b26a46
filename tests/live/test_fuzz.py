"""A minute of anything at all against a real daphne: the other side never gets what it should
not, nobody else is hurt, and the server has nothing to complain of in its log.
"""

import asyncio
import json
import time
from contextlib import suppress
from urllib.parse import urlsplit

from talk_rooms.domain.protocol import CloseCode, decode
from tests.live.fuzzing import Fuzzer
from tests.live.raw_socket import Closed, RawSocket

SECONDS = 60
ATTACKERS = 4
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

    async def rage(self, end):
        while time.monotonic() < end:
            try:
                await self.visit(end)
            except Closed as closed:
                self.codes.add(closed.code)

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


def unexpected(attacker, heard):
    """What reached the bystander though it is no message of the attacker's that may be relayed."""
    return [text for text in heard if not may_arrive(attacker, text)]


def may_arrive(attacker, text):
    type_ = json.loads(text)["type"]
    if type_ not in RELAYED:
        return type_ in FROM_SERVER
    return getattr(decode(text), "sender", attacker.instance) == attacker.instance


async def talk_sanely(port, room):
    """Two people meet and exchange a word."""
    cast = await enter(port, room, "cast", "castpage0001")
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
    rooms = open_rooms(ATTACKERS + 1)
    attackers = [Attacker(port, room, number) for number, room in enumerate(rooms[1:])]
    bystanders = [Bystander(port, one.room, one.other) for one in attackers]
    listening = [asyncio.ensure_future(one.listen()) for one in bystanders]
    end = time.monotonic() + SECONDS
    await asyncio.gather(*(one.rage(end) for one in attackers))
    await talk_sanely(port, rooms[0])

    assert [task for task in listening if task.done()] == []
    for task in listening:
        task.cancel()
    for attacker, bystander in zip(attackers, bystanders, strict=True):
        assert attacker.attacks > SECONDS
        assert unexpected(attacker, bystander.heard) == []
        assert {json.loads(text)["type"] for text in bystander.heard} >= RELAYED
        assert attacker.codes <= {None, *CloseCode}
        await talk_sanely(port, attacker.room)
    assert set().union(*(one.codes for one in attackers)) >= EVERYDAY
    log = live.log("web").read_text()
    assert "Traceback" not in log
    assert "ERROR" not in log
