"""A room's line to the same room in other processes, and from the verbs to its sockets.

Two people whose sockets live in one process never need it for what they say to each other.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from channels.layers import InMemoryChannelLayer, get_channel_layer

from talk_rooms.consumers.logbook import Logbook
from talk_rooms.consumers.rooms import DistantSeat, Room, Seat
from talk_rooms.domain.protocol import CloseCode, encode
from talk_rooms.domain.room_events import room_group
from talk_rooms.domain.timetable import Timetable
from talk_rooms.enums import Side

logger = logging.getLogger(__name__)
RETRY_SECONDS = 1
# Two people in one process need no line: one that does not open keeps them waiting no longer.
PATIENCE_SECONDS = 1
# Who sits alone here is told again and again, so that neither a killed process nor a lost word
# leaves anybody behind in the rooms of the others.
REPEATED_EVERY, SILENT_AFTER = 10, 30


class Line:
    def __init__(self, room: Room, switchboard: "Switchboard") -> None:
        self.room = room
        self.switchboard = switchboard
        self.layer = get_channel_layer()
        self.group = room_group(room.public_id)
        self.reaches_far = not isinstance(self.layer, InMemoryChannelLayer)
        self.is_open: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if self.reaches_far:  # a thousand idle rooms feel the weight of each event
            self.echoed, self.news = asyncio.Event(), asyncio.Event()
            self.heard_at: dict[int, float] = {}
        self.running: asyncio.Task[None] | None = asyncio.ensure_future(self.run())

    @property
    def name(self) -> str:
        return self.switchboard.name

    @property
    def is_running(self) -> bool:
        """On its way through redis-py a cancellation can turn into another error."""
        return self.running is asyncio.current_task()

    async def run(self) -> None:
        while self.is_running and not self.is_open.done():
            try:
                await self.open()
            except Exception as error:
                logger.warning("No line to a room in other processes yet: %s", error)
                await asyncio.sleep(RETRY_SECONDS)
        while self.is_running and self.reaches_far:
            await self.say_who_sits_here()
            with suppress(TimeoutError):
                await asyncio.wait_for(self.news.wait(), REPEATED_EVERY)
            await self.forget_unheard()

    async def open(self) -> None:
        await self.switchboard.opened()
        await self.layer.group_add(self.group, self.name)
        if self.reaches_far:
            await self.hear_itself()
        self.is_open.set_result(None)

    async def hear_itself(self) -> None:
        """What is said before Redis has taken up the subscription is lost; its echo tells."""
        while not self.echoed.is_set():
            await self.layer.group_send(self.group, self.event("line.opened", line=self.name))
            with suppress(TimeoutError):
                await asyncio.wait_for(self.echoed.wait(), RETRY_SECONDS)

    async def opened(self) -> None:
        await asyncio.wait([self.is_open], timeout=PATIENCE_SECONDS)

    async def close(self) -> None:
        if self.running:
            self.running.cancel()
        self.running = None
        try:
            await self.layer.group_discard(self.group, self.name)
        except Exception as error:
            logger.warning("A line to other processes was not closed: %s", error)

    async def hear(self, event: dict[str, Any]) -> None:
        await getattr(self, event["type"].replace(".", "_"))(event)

    # --- what this process tells the others
    def seat_taken(self) -> None:
        if self.reaches_far:
            self.news.set()

    async def say_who_sits_here(self) -> None:
        seats = list(self.room.seats.values())
        if self.news.is_set() or len(seats) == 1:
            self.news.clear()
            for seat in seats:
                await self.tell_all(self.entry_of(seat))

    async def seat_vacated(self, seat: Seat) -> None:
        if self.reaches_far:
            event = self.event("seat.left", side=seat.side.value, attendance=seat.attendance_id)
            await self.tell_all(event)

    async def relay(self, side: Side, text: str) -> None:
        if distant := self.room.distant.get(side):
            event = self.event("relay.here", side=side.value, text=text)
            await self.get_through(self.layer.send(distant.line, event))

    async def tell_all(self, event: dict[str, Any]) -> None:
        await self.get_through(self.layer.group_send(self.group, event))

    async def get_through(self, sending: Awaitable[None]) -> None:
        """No seat falls because the others cannot be reached."""
        try:
            await sending
        except Exception as error:
            logger.warning("A word to other processes is lost: %s", error)

    def entry_of(self, seat: Seat, *, is_answer: bool = False) -> dict[str, Any]:
        return self.event(
            "seat.entered",
            side=seat.side.value,
            instance=seat.instance,
            attendance=seat.attendance_id,
            line=self.name,
            is_answer=is_answer,
        )

    def event(self, type_: str, **fields: Any) -> dict[str, Any]:
        return {"type": type_, "room": self.room.public_id, **fields}

    # --- what the others and the verbs tell this process
    async def line_opened(self, event: dict[str, Any]) -> None:
        if event["line"] == self.name:
            self.echoed.set()

    async def seat_entered(self, event: dict[str, Any]) -> None:
        if event["line"] == self.name:
            return
        side = Side(event["side"])
        self.heard_at[event["attendance"]] = time.monotonic()
        known = self.room.seats.get(side) or self.room.distant.get(side)
        if known is None or known.attendance_id < event["attendance"]:
            await self.seat_moved_away(side, event)
        if not event["is_answer"]:
            for seat in list(self.room.seats.values()):
                await self.layer.send(event["line"], self.entry_of(seat, is_answer=True))

    async def seat_moved_away(self, side: Side, event: dict[str, Any]) -> None:
        here = self.room.seats.pop(side, None)
        self.room.distant[side] = DistantSeat(event["instance"], event["attendance"], event["line"])
        if here:
            await here.dismiss(CloseCode.TAKEN_OVER)
        await self.room.announce(side)

    async def seat_left(self, event: dict[str, Any]) -> None:
        side = Side(event["side"])
        distant = self.room.distant.get(side)
        if distant and distant.attendance_id == event["attendance"]:
            await self.seat_is_empty(side)

    async def forget_unheard(self) -> None:
        for side, distant in list(self.room.distant.items()):
            if time.monotonic() - self.heard_at[distant.attendance_id] > SILENT_AFTER:
                await self.seat_is_empty(side)

    async def seat_is_empty(self, side: Side) -> None:
        del self.room.distant[side]
        await self.room.announce(side)

    async def relay_here(self, event: dict[str, Any]) -> None:
        if seat := self.room.seats.get(Side(event["side"])):
            await seat.tell(event["text"])

    async def room_cancelled(self, event: dict[str, Any]) -> None:
        await self.room.dismiss_all(CloseCode.CANCELLED)

    async def room_signed_out(self, event: dict[str, Any]) -> None:
        await self.room.dismiss_signed_out(event["session_keys"])

    async def room_message(self, event: dict[str, Any]) -> None:
        await self.room.tell_all(encode("message"))


class Switchboard:
    """The one ear of this process, open while anybody sits in any room here.

    One for all rooms: a process needs no more of the channel layer, and one loop to read it.
    """

    def __init__(self, lines: Callable[[str], Line | None]) -> None:
        self.lines = lines
        self.name = ""
        self.listener: asyncio.Task[None] | None = None

    async def opened(self) -> None:
        if self.listener is None:
            layer = get_channel_layer()
            self.opening = asyncio.ensure_future(self.open(layer))
            self.listener = asyncio.ensure_future(self.listen(layer))
        self.name = await asyncio.shield(self.opening)

    async def open(self, layer: Any) -> str:
        while True:
            try:
                return await layer.new_channel()
            except Exception as error:
                if self.opening is not asyncio.current_task() or self.listener is None:
                    raise
                logger.warning("This process hears no other one yet: %s", error)
                await asyncio.sleep(RETRY_SECONDS)

    async def listen(self, layer: Any) -> None:
        name = await self.opening
        # Not for ever: on its way through redis-py a cancellation can turn into another error.
        while self.listener is asyncio.current_task():
            try:
                event = await layer.receive(name)
                if line := self.lines(event["room"]):
                    await line.hear(event)
            except Exception:
                logger.exception("Nothing heard from other processes; this one goes on")
                await asyncio.sleep(RETRY_SECONDS)

    def close(self) -> None:
        if self.listener:
            self.listener.cancel()
        self.listener = None


class Rooms:
    """A room exists in a process from the first who comes in to the last who goes out."""

    def __init__(self) -> None:
        self.by_id: dict[str, tuple[Room, Line]] = {}
        self.switchboard = Switchboard(self.line_of)
        self.logbook = Logbook()

    def line_of(self, public_id: str) -> Line | None:
        return self.by_id[public_id][1] if public_id in self.by_id else None

    def come_in(self, public_id: str, timetable: Timetable) -> tuple[Room, Line]:
        if public_id not in self.by_id:
            room = Room(public_id, timetable)
            self.by_id[public_id] = room, Line(room, self.switchboard)
            room.arm()
        room, line = self.by_id[public_id]
        room.people += 1
        return room, line

    async def go_out(self, room: Room) -> None:
        room.people -= 1
        if room.people == 0:
            _, line = self.by_id.pop(room.public_id)
            room.disarm()
            await line.close()
        if not self.by_id:
            self.switchboard.close()


rooms = Rooms()
