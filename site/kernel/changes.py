"""Sockets that only say that something has changed; their windows then ask for it anew."""

import time
from typing import Any

from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer
from django.core.cache import cache
from django.db import transaction

NOT_FOR_YOU, MALFORMED = 4404, 4400
REMEMBERED_SECONDS = 60


def tell_changed(group: str) -> None:
    """To every window that follows the group, once the transaction is committed."""

    def tell() -> None:
        # For whoever enters later: the page may be older than this.
        cache.set(f"changed:{group}", time.time(), REMEMBERED_SECONDS)
        async_to_sync(get_channel_layer().group_send)(group, {"type": "changed"})

    transaction.on_commit(tell, robust=True)


async def quiet_ms(group: str) -> int:
    """How long nothing has been told to the group; a minute stands for all that is longer."""
    changed_at = await cache.aget(f"changed:{group}", 0.0)
    return round(1000 * max(0.0, min(time.time() - changed_at, REMEMBERED_SECONDS)))


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
        await self.send(f'{{"type":"ready","quiet":{await quiet_ms(self.group)}}}')

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        await self.close(MALFORMED)

    async def changed(self, event: dict[str, Any]) -> None:
        await self.send('{"type":"changed"}')

    async def disconnect(self, code: int) -> None:
        if self.group:
            await self.channel_layer.group_discard(self.group, self.channel_name)
