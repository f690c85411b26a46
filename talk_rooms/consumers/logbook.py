"""What the calls of this process are like, written down while they go on: a process that is
killed takes no more than the last moments with it.

All seats share one task, and nothing is written for a message, a room or a change of phase of
its own: each second a few seats have their turn, in one transaction, those with news first.
"""

import asyncio
import logging
import time
from typing import Protocol

from channels.db import database_sync_to_async
from django.utils import timezone

from talk_rooms.domain.attendance import NOTED_EVERY, note_seats
from talk_rooms.domain.protocol import Facts

logger = logging.getLogger(__name__)
TURN_SECONDS = 1
# So few that a turn is over within 10 ms or so, though 500 rooms change phase meanwhile. More only
# where some seat would wait too long otherwise, and be taken for lost.
SEATS_A_TURN = 100


class Telling(Protocol):
    """A seat with the last word of its window on the call."""

    attendance_id: int
    told: Facts | None


class Logbook:
    def __init__(self) -> None:
        self.due_at: dict[Telling, float] = {}
        self.keeper: asyncio.Task[None] | None = None

    def open(self, seat: Telling) -> None:
        self.postpone(seat)
        if self.keeper is None:
            self.keeper = asyncio.ensure_future(self.keep())

    def close(self, seat: Telling) -> None:
        del self.due_at[seat]
        if not self.due_at and self.keeper:
            self.keeper.cancel()
            self.keeper = None

    def postpone(self, seat: Telling) -> None:
        self.due_at[seat] = time.monotonic() + NOTED_EVERY.total_seconds()

    def hurry(self, seat: Telling) -> None:
        """What it has told is news, which waits for the next turn only."""
        self.due_at[seat] = 0

    async def keep(self) -> None:
        while True:
            await asyncio.sleep(TURN_SECONDS)
            try:
                await self.take_turn()
            except Exception:
                logger.exception("The calls of some seats were not written down; it goes on")

    async def take_turn(self) -> None:
        seats = self.seats_due()
        for seat in seats:
            self.postpone(seat)
        if seats:
            told = {seat.attendance_id: seat.told for seat in seats}
            await database_sync_to_async(note_seats)(told, now=timezone.now())

    def seats_due(self) -> list[Telling]:
        now = time.monotonic()
        due = [seat for seat, at in self.due_at.items() if at <= now]
        most = max(SEATS_A_TURN, len(self.due_at) // NOTED_EVERY.seconds + 1)
        return sorted(due, key=self.due_at.__getitem__)[:most]
