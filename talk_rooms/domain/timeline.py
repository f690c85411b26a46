from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talk_rooms.domain.phases import phase_instants
from talk_rooms.enums import Phase
from talk_rooms.models import Attendance, Talk

ENTERED = _("入室")
RECEIVED = _("相手の映像・音声を受信")
LEFT = _("退室")


@dataclass(frozen=True)
class Happening:
    """`who` is empty where the clock did it."""

    at: datetime
    what: str | Promise
    who: str = ""


def timeline(talk: Talk) -> list[Happening]:
    """What the room saw, between the phases that it went through, oldest first."""
    stays = talk.attendances.select_related("user")
    events = [event for stay in stays for event in happenings_of(stay)]
    return sorted([*phase_changes(talk), *events], key=lambda event: event.at)


def phase_changes(talk: Talk) -> list[Happening]:
    return [Happening(at, Phase(phase).label) for phase, at in phase_instants(talk).items()]


def happenings_of(stay: Attendance) -> list[Happening]:
    moments = ((stay.joined_at, ENTERED), (stay.media_at, RECEIVED), (stay.left_at, LEFT))
    return [Happening(at, what, str(stay.user)) for at, what in moments if at is not None]
