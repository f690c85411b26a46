"""The rooms of this process: who sits where, and the timer that moves a room on."""

import asyncio
import time
from collections.abc import Container
from dataclasses import dataclass
from typing import Protocol

from talk_rooms.domain.protocol import CloseCode, encode
from talk_rooms.domain.timetable import Timetable
from talk_rooms.enums import Phase, Side

CLEARED_WITHIN_SECONDS = 1
OTHER = {Side.CAST: Side.GUEST, Side.GUEST: Side.CAST}


class Seat(Protocol):
    """One socket of one person, here; `attendance_id` grows, so the newer seat is the larger."""

    side: Side
    instance: str
    attendance_id: int
    session_key: str

    async def tell(self, text: str) -> None: ...
    async def dismiss(self, code: CloseCode) -> None: ...


@dataclass(frozen=True)
class DistantSeat:
    """A seat in another process, reached through that process's line."""

    instance: str
    attendance_id: int
    line: str


class Room:
    def __init__(self, public_id: str, timetable: Timetable) -> None:
        self.public_id = public_id
        self.timetable = timetable
        self.people = 0
        self.seats: dict[Side, Seat] = {}
        self.distant: dict[Side, DistantSeat] = {}
        self.timer: asyncio.TimerHandle | None = None
        self.turning: asyncio.Task[None] | None = None

    @property
    def phase(self) -> Phase:
        return self.timetable.phase_at(time.time())

    def instance_of(self, side: Side) -> str | None:
        present = self.seats.get(side) or self.distant.get(side)
        return present.instance if present else None

    async def sit(self, seat: Seat) -> bool:
        """Gives the seat its place; False when a newer window of the same person has it."""
        before = self.seats.get(seat.side)
        if before and before.attendance_id > seat.attendance_id:
            return False
        self.seats[seat.side] = seat
        self.distant.pop(seat.side, None)
        if before:
            await before.dismiss(CloseCode.TAKEN_OVER)
        await self.announce(seat.side)
        return True

    def leave(self, seat: Seat) -> bool:
        """False when the place is somebody's else by now."""
        if self.seats.get(seat.side) is not seat:
            return False
        del self.seats[seat.side]
        return True

    async def announce(self, side: Side) -> None:
        """Tells the other side, if it sits here, who is on `side` now."""
        if peer := self.seats.get(OTHER[side]):
            await peer.tell(encode("peer", instance=self.instance_of(side)))

    async def tell_all(self, text: str) -> None:
        for seat in list(self.seats.values()):
            await seat.tell(text)

    async def dismiss_all(self, code: CloseCode) -> None:
        for seat in list(self.seats.values()):
            await seat.dismiss(code)

    async def dismiss_signed_out(self, session_keys: Container[str]) -> None:
        for seat in list(self.seats.values()):
            if seat.session_key in session_keys:
                await seat.dismiss(CloseCode.SIGNED_OUT)

    def arm(self) -> None:
        """Sets the one timer of the room to its next change of phase."""
        change = self.timetable.next_change(time.time())
        if change is not None:
            delay = max(0.0, change - time.time())
            self.timer = asyncio.get_running_loop().call_later(delay, self.ring, change)

    def ring(self, change: float) -> None:
        if time.time() < change:  # the loop's clock and the wall clock drift apart a little
            self.arm()
        else:
            self.turning = asyncio.ensure_future(self.turn(change))

    async def turn(self, change: float) -> None:
        phase = self.timetable.phase_at(change)
        self.arm()
        await self.tell_all(encode("phase", phase=phase.value, at=round(change * 1000)))
        if phase is Phase.OVER:
            # Many rooms end at one instant: all shall hear it before the first is cleared.
            await asyncio.sleep(hash(self.public_id) % 1000 / 1000 * CLEARED_WITHIN_SECONDS)
            await self.dismiss_all(CloseCode.OVER)

    def disarm(self) -> None:
        if self.timer:
            self.timer.cancel()
