"""What may travel over a room's socket. docs/signaling.md is the readable form of this file."""

from collections.abc import Mapping
from enum import IntEnum
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from talk_rooms.domain.phases import MAY_NEGOTIATE, ROOM_IS_OPEN
from talk_rooms.enums import CallPath, CallQuality, Phase

VERSION = "1"
# A browser's offer with sound and picture is about 6,000 characters long.
MAX_CHARACTERS = 24_000
MESSAGES_PER_SECOND = 20
MESSAGE_BURST = 60
# Of one person into one room. A window that comes back as it should tries some 20 times a minute.
ENTRIES_PER_SECOND = 0.5
ENTRY_BURST = 30
# Messages a moment too late are a matter of clocks; more than these are not.
OUT_OF_PHASE_TOLERATED = 10


class CloseCode(IntEnum):
    BAD_REQUEST = 4400
    SIGNED_OUT = 4401
    WRONG_ORIGIN = 4403
    NO_SUCH_TALK = 4404
    TAKEN_OVER = 4409
    OVER = 4410
    CANCELLED = 4411
    TOO_LARGE = 4413
    MALFORMED = 4422
    NOT_OPEN_YET = 4425
    TOO_FREQUENT = 4429
    CONSENT_WANTED = 4451


CODE_OF_REFUSAL: Mapping[str, CloseCode] = {
    "room_not_open": CloseCode.NOT_OPEN_YET,
    "talk_over": CloseCode.OVER,
    "talk_cancelled": CloseCode.CANCELLED,
    "taken_over": CloseCode.TAKEN_OVER,
}

Instance = Annotated[str, Meta(pattern="^[a-z0-9]{8,32}$", max_length=32)]


class SessionDescription(Struct, forbid_unknown_fields=True):
    type: Literal["offer", "answer", "pranswer", "rollback"]
    sdp: Annotated[str, Meta(max_length=20_000)] = ""


class Candidate(Struct, forbid_unknown_fields=True):
    candidate: Annotated[str, Meta(max_length=1_000)]
    sdpMid: Annotated[str, Meta(max_length=32)] | None = None
    sdpMLineIndex: int | None = None
    usernameFragment: Annotated[str, Meta(max_length=256)] | None = None


class Described(Struct, tag="description", rename={"sender": "from"}, forbid_unknown_fields=True):
    sender: Instance
    to: Instance
    description: SessionDescription


class Candidates(Struct, tag="candidates", rename={"sender": "from"}, forbid_unknown_fields=True):
    sender: Instance
    to: Instance
    candidates: Annotated[list[Candidate], Meta(min_length=1, max_length=40)]


class State(Struct, tag="state", rename={"sender": "from"}, forbid_unknown_fields=True):
    """What the other side should know of this one: entered or not, heard and seen or not, and
    `silent` where no microphone can be had: that is not muted."""

    sender: Instance
    entered: bool
    audio: bool
    video: bool
    silent: bool = False


class Media(Struct, tag="media", forbid_unknown_fields=True):
    """The first picture or sound of the other side has arrived."""


class Facts(Struct, tag="facts", forbid_unknown_fields=True):
    """How the call stands in this window; numbers are sums since the window opened."""

    path: CallPath
    quality: CallQuality
    restarts: Annotated[int, Meta(ge=0, le=999)]
    connected: Annotated[float, Meta(ge=0, le=86_400)]

    def has_news_since(self, earlier: "Facts") -> bool:
        """Another path or another restart; the rest changes all the time."""
        return (self.path, self.restarts) != (earlier.path, earlier.restarts)


class Bye(Struct, tag="bye", forbid_unknown_fields=True):
    """This person leaves on purpose."""


class Ping(Struct, tag="ping", forbid_unknown_fields=True):
    t: float


ClientMessage = Described | Candidates | State | Media | Facts | Bye | Ping

PHASES_OF: Mapping[type, frozenset[Phase]] = {
    Described: MAY_NEGOTIATE,
    Candidates: MAY_NEGOTIATE,
    Media: MAY_NEGOTIATE,
    State: ROOM_IS_OPEN,
    Facts: ROOM_IS_OPEN,
    Bye: ROOM_IS_OPEN,
    Ping: ROOM_IS_OPEN,
}

_decoder = msgspec.json.Decoder(ClientMessage)
_encoder = msgspec.json.Encoder()


def decode(text: str) -> ClientMessage:
    """Raises `msgspec.MsgspecError` for anything but one of the messages above."""
    return _decoder.decode(text)


def encode(type_: str, **fields: Any) -> str:
    return _encoder.encode({"type": type_, **fields}).decode()
