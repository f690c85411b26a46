"""The phases of a talk (domain.md, "Talk"): functions of its own times, so nothing is stored."""

from datetime import datetime

from talk_rooms.enums import Phase
from talk_rooms.models import Talk

ROOM_IS_OPEN = frozenset({Phase.LOBBY, Phase.PREPARATION, Phase.TALK, Phase.WRAP_UP})
MAY_NEGOTIATE = frozenset({Phase.LOBBY, Phase.PREPARATION, Phase.TALK})


def phase_instants(talk: Talk) -> dict[Phase, datetime]:
    """When each phase begins, in order. CLOSED has no beginning."""
    return {
        Phase.LOBBY: talk.opens_at,
        Phase.PREPARATION: talk.starts_at,
        Phase.TALK: talk.talk_starts_at,
        Phase.WRAP_UP: talk.talk_ends_at,
        Phase.OVER: talk.ends_at,
    }


def phase_at(talk: Talk, now: datetime) -> Phase:
    phase = Phase.CLOSED
    for later, begins_at in phase_instants(talk).items():
        if now >= begins_at:
            phase = later
    return phase
