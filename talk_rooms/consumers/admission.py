"""Who may sit down in which room: the one place where entering reads the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

import msgspec
from django.http import Http404
from django.utils import timezone

from accounts.models import User
from kernel.errors import Refusal
from talk_rooms.domain.access import other_person, side_of, talk_for
from talk_rooms.domain.attendance import enter_room
from talk_rooms.domain.protocol import CODE_OF_REFUSAL, VERSION, CloseCode, Instance
from talk_rooms.domain.turn import IceSettings, ice_settings
from talk_rooms.enums import Side
from talk_rooms.models import Talk


class NotAdmitted(Exception):
    def __init__(self, code: CloseCode) -> None:
        super().__init__(code.name)
        self.code = code


@dataclass(frozen=True)
class Admission:
    talk: Talk
    side: Side
    instance: str
    attendance_id: int
    peer_name: str
    ice: IceSettings


def instance_in(scope: Mapping[str, Any]) -> str:
    """The id that the page load chose for itself, if it speaks our version of the protocol."""
    query = parse_qs(scope["query_string"].decode("latin-1"))
    if query.get("v") != [VERSION]:
        raise NotAdmitted(CloseCode.BAD_REQUEST)
    try:
        return msgspec.convert(query.get("instance", [""])[0], Instance)
    except msgspec.ValidationError as error:
        raise NotAdmitted(CloseCode.BAD_REQUEST) from error


def admit(user: User, public_id: str, instance: str) -> Admission:
    try:
        talk = talk_for(user, public_id)
        attendance = enter_room(talk, user=user, now=timezone.now(), window=instance)
    except Http404 as error:
        raise NotAdmitted(CloseCode.NO_SUCH_TALK) from error
    except Refusal as refusal:
        raise NotAdmitted(CODE_OF_REFUSAL[refusal.code]) from refusal
    side = side_of(talk, user)
    return Admission(
        talk=talk,
        side=side,
        instance=instance,
        attendance_id=attendance.pk,
        peer_name=str(other_person(talk, user)),
        # Relaying ends with the talk time, and so does the right to relay.
        ice=ice_settings(f"{talk.public_id}.{side.value}", expires_at=talk.talk_ends_at),
    )
