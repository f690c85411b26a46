"""A room's line to the same room in other processes, and from the verbs to its sockets.

Two people whose sockets live in one process never need it for what they say to each other.
"""

import asyncio
import logging
from collections.abc import Callable
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


class Line:
    def __init__(self, room: Room, switchboard: "Switchboard") -> None:
        self.room = room
        self.switchboard = switchboard
        self.layer = get_channel_layer()
        self.group = room_group(room.public_id)
        self.reaches_far = not isinstance(self.layer, InMemoryChannelLayer)
        self.echoed = asyncio.Event()
        self.opening = asyncio.ensure_future(self.open())

    @property
    def name(self) -> str:
        return self.switchboard.name

    async def open(self) -> None:
        await self.switchboard.opened()
        await self.layer.group_add(self.group, self.name)
        if self.reaches_far:
            await self.hear_itself()

    async def hear_itself(self) -> None:
        """What is said before Redis has taken up the subscription is lost; its echo tells."""
        while not self.echoed.is_set():
            await self.layer.group_send(self.group, self.event("line.opened", line=self.name))
            with suppress(TimeoutError):
                await asyncio.wait_for(self.echoed.wait(), RETRY_SECONDS)

    async def opened(self) -> None:
        await asyncio.shield(self.opening)

    async def close(self) -> None:
        self.opening.cancel()
        await self.layer.group_discard(self.group, self.name)

    async def hear(self, event: dict[str, Any]) -> None:
        await getattr(self, event["type"].replace(".", "_"))(event)

    # --- what this process tells the others
    async def seat_taken(self, seat: Seat) -> None:
        if self.reaches_far:
            await self.layer.group_send(self.group, self.entry_of(seat))

    async def seat_vacated(self, seat: Seat) -> None:
        if self.reaches_far:
            event = self.event("seat.left", side=seat.side.value, attendance=seat.attendance_id)
            await self.layer.group_send(self.group, event)

    async def relay(self, side: Side, text: str) -> None:
        if distant := self.room.distant.get(side):
            event = self.event("relay.here", side=side.value, text=text)
            await self.layer.send(distant.line, event)

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
        here = self.room.seats.get(side)
        if here is None or here.attendance_id < event["attendance"]:
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
            self.opening = asyncio.ensure_future(layer.new_channel())
            self.listener = asyncio.ensure_future(self.listen(layer))
        try:
            self.name = await asyncio.shield(self.opening)
        except Exception:
            self.close()  # so that whoever comes next tries anew
            raise

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
