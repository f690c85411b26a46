"""Starts that were turned down, in the order in which one tells of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from cast_portal.domain.breaks import Stretch, stretches
from cast_portal.domain.grid import day_of
from cast_portal.domain.schedule import RefusedStart


@dataclass(frozen=True)
class RefusedFor:
    """All starts that one reason stands against, in order of time."""

    reason: str
    starts: list[RefusedStart]

    def by_day(self) -> list[tuple[date, list[Stretch]]]:
        days = groupby(self.starts, key=lambda one: day_of(one.starts_at))
        return [(day, stretches(starts)) for day, starts in days]


def by_reason(refused: Iterable[RefusedStart]) -> list[RefusedFor]:
    found: dict[str, list[RefusedStart]] = {}
    for one in refused:
        found.setdefault(str(one.refusal.message), []).append(one)
    return [RefusedFor(reason, starts) for reason, starts in found.items()]
