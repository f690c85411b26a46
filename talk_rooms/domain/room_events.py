"""Tells the sockets that sit in a talk's room what a verb has done, once it is committed."""

from functools import partial

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

from talk_rooms.models import Talk


def room_group(public_id: str) -> str:
    return f"talk.{public_id}"


def tell_room(talk: Talk, event: str) -> None:
    """`event` names the handler in `talk_rooms.consumers.line.Line`."""
    send = async_to_sync(get_channel_layer().group_send)
    transaction.on_commit(
        partial(send, room_group(talk.public_id), {"type": event, "room": talk.public_id}),
        robust=True,
    )
