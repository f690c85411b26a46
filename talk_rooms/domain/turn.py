"""Time-limited TURN credentials as coturn's REST scheme has them (`use-auth-secret`)."""

import hmac
import math
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from django.conf import settings


class IceServer(TypedDict, total=False):
    urls: Sequence[str]
    username: str
    credential: str


class IceSettings(TypedDict):
    """The argument of the browser's RTCPeerConnection, word for word."""

    iceServers: list[IceServer]
    iceTransportPolicy: str


def turn_credential(username: str, secret: str) -> str:
    return b64encode(hmac.digest(secret.encode(), username.encode(), "sha1")).decode()


def turn_server(name: str, *, expires_at: datetime) -> IceServer:
    """Opens relays for `name` until `expires_at`; coturn keeps those that are open and renewed."""
    username = f"{math.ceil(expires_at.timestamp())}:{name}"
    credential = turn_credential(username, settings.TURN_SECRET)
    return {"urls": settings.TURN_URLS, "username": username, "credential": credential}


def has_turn() -> bool:
    return bool(settings.TURN_URLS and settings.TURN_SECRET)


def ice_settings(name: str, *, expires_at: datetime) -> IceSettings:
    servers: list[IceServer] = []
    if settings.STUN_URLS:
        servers.append({"urls": settings.STUN_URLS})
    if has_turn():
        servers.append(turn_server(name, expires_at=expires_at))
    return {
        "iceServers": servers,
        "iceTransportPolicy": "relay" if settings.RELAY_ONLY and has_turn() else "all",
    }
