"""Sockets that only say that something has changed; their windows then ask for it anew."""

from functools import partial
from typing import Any

from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer
from django.db import transaction

NOT_FOR_YOU, MALFORMED = 4404, 4400


def tell_changed(group: str) -> None:
    """To every window that follows the group, once the transaction is committed."""
    send = async_to_sync(get_channel_layer().group_send)
    transaction.on_commit(partial(send, group, {"type": "changed"}), robust=True)


class ChangesConsumer(AsyncWebsocketConsumer):
    """`ready` on entering, `changed` from then on; it takes no words (docs/signaling.md)."""

    group: str | None = None

    def group_for(self, public_id: str) -> str | None:
        """Which group the person of `self.scope` may follow under this address, if any."""
        raise NotImplementedError

    async def connect(self) -> None:
        await self.accept()
        public_id = self.scope["url_route"]["kwargs"]["public_id"]
        self.group = await database_sync_to_async(self.group_for)(public_id)
        if self.group is None:
            await self.close(NOT_FOR_YOU)
            return
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.send('{"type":"ready"}')

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        await self.close(MALFORMED)

    async def changed(self, event: dict[str, Any]) -> None:
        await self.send('{"type":"changed"}')

    async def disconnect(self, code: int) -> None:
        if self.group:
            await self.channel_layer.group_discard(self.group, self.channel_name)
