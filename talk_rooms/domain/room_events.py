"""Tells the sockets that sit in a talk's room what a verb has done, once it is committed."""

from collections.abc import Collection
from functools import partial
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

from accounts.models import Device
from talk_rooms.models import Talk


def room_group(public_id: str) -> str:
    return f"talk.{public_id}"


def tell_room(talk: Talk, event: str, **fields: Any) -> None:
    """`event` names the handler in `talk_rooms.consumers.line.Line`."""
    send = async_to_sync(get_channel_layer().group_send)
    message = {"type": event, "room": talk.public_id, **fields}
    transaction.on_commit(partial(send, room_group(talk.public_id), message), robust=True)


def tell_signed_out(devices: Collection[Device]) -> None:
    """No seat outlives the session that it was taken with."""
    keys = [device.session_key for device in devices]
    users = {device.user_id for device in devices}
    rooms = Talk.objects.filter(attendances__user__in=users, attendances__left_at=None)
    for talk in rooms.distinct():
        tell_room(talk, "room.signed_out", session_keys=keys)
