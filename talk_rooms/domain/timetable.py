from bisect import bisect_right
from collections.abc import Mapping
from datetime import datetime

from talk_rooms.domain.phases import phase_instants
from talk_rooms.enums import Phase
from talk_rooms.models import Talk


class Timetable:
    """A talk's phases in seconds since the epoch, so that asking for the phase costs nothing."""

    def __init__(self, instants: Mapping[Phase, datetime]) -> None:
        self.phases = [Phase.CLOSED, *instants]
        self.begins = [moment.timestamp() for moment in instants.values()]

    @classmethod
    def of(cls, talk: Talk) -> "Timetable":
        return cls(phase_instants(talk))

    def phase_at(self, now: float) -> Phase:
        return self.phases[bisect_right(self.begins, now)]

    def next_change(self, now: float) -> float | None:
        place = bisect_right(self.begins, now)
        return self.begins[place] if place < len(self.begins) else None

    def in_milliseconds(self) -> dict[str, int]:
        return {
            phase.value: round(begins * 1000)
            for phase, begins in zip(self.phases[1:], self.begins, strict=True)
        }
