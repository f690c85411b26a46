"""Tells every open window that shows a cast's times that they have changed, once committed."""

from functools import partial

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction


def schedule_group(public_id: str) -> str:
    return f"schedule.{public_id}"


def tell_schedule(public_id: str) -> None:
    """`public_id` is the cast's; the word carries nothing, windows ask for the page anew."""
    send = async_to_sync(get_channel_layer().group_send)
    event = {"type": "schedule.changed"}
    transaction.on_commit(partial(send, schedule_group(public_id), event), robust=True)
