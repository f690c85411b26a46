"""The ways from one browser to another: which are to be tried, and what trying them may say."""

from datetime import datetime, timedelta
from typing import Annotated, Any, TypedDict

import msgspec
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from msgspec import Meta, Struct

from accounts.models import User
from talk_rooms.domain.turn import IceServer, IceSettings, has_turn, turn_server
from talk_rooms.enums import PathKind

TEST_LASTS = timedelta(minutes=10)
MAX_PATHS = 12


class PathToTest(TypedDict):
    path: PathKind
    ice: IceSettings


class PathResult(Struct, forbid_unknown_fields=True):
    """`rtt_ms`: from here to the relay and back. Both figures are missing on a closed path."""

    path: PathKind
    connected: bool
    rtt_ms: Annotated[int, Meta(ge=0, le=60_000)] | None = None
    loss_percent: Annotated[int, Meta(ge=0, le=100)] | None = None


def path_results(text: str) -> list[PathResult]:
    """Reads what a browser sent; raises `msgspec.MsgspecError` for anything else."""
    shape = Annotated[list[PathResult], Meta(max_length=MAX_PATHS)]
    results: list[PathResult] = msgspec.json.decode(text, type=shape)
    return results


def results_of(kept: list[dict[str, Any]]) -> list[PathResult]:
    return msgspec.convert(kept, list[PathResult])


def paths_to_test(user: User | AnonymousUser, *, now: datetime) -> list[PathToTest]:
    """Directly, then through each relay. A visitor gets no relay: it would be a free one."""
    stun: list[IceServer] = [{"urls": settings.STUN_URLS}] if settings.STUN_URLS else []
    direct = PathToTest(path=PathKind.DIRECT, ice={"iceServers": stun, "iceTransportPolicy": "all"})
    if not isinstance(user, User) or not has_turn():
        return [direct]
    server = turn_server(f"test.{user.public_id}", expires_at=now + TEST_LASTS)
    return [direct, *(through_relay(server, url) for url in settings.TURN_URLS)]


def through_relay(server: IceServer, url: str) -> PathToTest:
    only: IceServer = {**server, "urls": [url]}
    return {
        "path": kind_of_relay(url),
        "ice": {"iceServers": [only], "iceTransportPolicy": "relay"},
    }


def kind_of_relay(url: str) -> PathKind:
    """RFC 7065: `turns:` is TLS, and without a transport `turn:` is UDP."""
    if url.startswith("turns:"):
        return PathKind.RELAY_TLS
    return PathKind.RELAY_TCP if "transport=tcp" in url else PathKind.RELAY_UDP
