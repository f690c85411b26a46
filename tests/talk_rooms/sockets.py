"""Sockets through the real ASGI application, as a browser on our own page would open them."""

import json
from contextlib import asynccontextmanager
from datetime import timedelta

from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator
from django.utils import timezone

from config.asgi import application
from tests.factories import TalkFactory

CAST_PAGE = "castpage0001"
GUEST_PAGE = "guestpage001"
HOST = (b"host", b"testserver")
ORIGIN = (b"origin", b"http://testserver")


def make_talk(*, starts_in=60.0, lasts=180.0, **fields):
    """A talk by the real clock, as sockets know no other; its room is open by default."""
    starts_at = timezone.now() + timedelta(seconds=starts_in)
    ends_at = starts_at + timedelta(seconds=lasts)
    return TalkFactory(starts_at=starts_at, ends_at=ends_at, **fields)


class Socket(WebsocketCommunicator):
    async def say(self, type_, **fields):
        await self.send_to(text_data=json.dumps({"type": type_, **fields}))

    async def hear(self, type_=None):
        """The next message, or the next of one type."""
        while True:
            message = await self.receive_json_from(timeout=5)
            if type_ in (None, message["type"]):
                return message

    async def parting(self):
        """The error and the close code that end this socket, whatever came before them."""
        error = None
        while (output := await self.receive_output(timeout=5))["type"] == "websocket.send":
            message = json.loads(output["text"])
            error = message.get("code")
        return error, output["code"]


@sync_to_async
def cookie_of(client):
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items()).encode()


async def dial(path, *, client=None, headers=(HOST, ORIGIN)):
    cookies = [(b"cookie", await cookie_of(client))] if client else []
    socket = Socket(application, path, headers=[*headers, *cookies])
    accepted, _ = await socket.connect(timeout=5)
    assert accepted
    return socket


def path_of(talk, instance, version="1"):
    return f"/ws/talks/{talk.public_id}/?v={version}&instance={instance}"


class Meeting:
    """A talk with the clients of its two people, who can sit down in its room."""

    def __init__(self, talk, cast, guest):
        self.talk = talk
        self.cast_client = cast
        self.guest_client = guest

    def cast(self, instance=CAST_PAGE):
        return seated(self.talk, self.cast_client, instance)

    def guest(self, instance=GUEST_PAGE):
        return seated(self.talk, self.guest_client, instance)

    @asynccontextmanager
    async def both(self):
        async with self.guest() as guest, self.cast() as cast:
            await guest.hear("peer")
            yield cast, guest


@asynccontextmanager
async def seated(talk, client, instance):
    """A socket that has heard its welcome, which is `socket.welcome`; hung up at the end."""
    socket = await dial(path_of(talk, instance), client=client)
    socket.welcome = await socket.hear("welcome")
    yield socket
    await socket.disconnect()
