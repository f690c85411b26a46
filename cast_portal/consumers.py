from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.db.models import Q

from accounts.models import User
from cast_portal.domain.schedule_events import schedule_group
from cast_portal.models import Cast

NO_SUCH_CAST, MALFORMED = 4404, 4400


def may_watch(user: Any, public_id: str) -> bool:
    """Everybody may watch a listed cast's times, and a cast always its own."""
    visible = Q(is_listed=True, user__is_active=True)
    if isinstance(user, User):
        visible |= Q(user=user)
    return Cast.objects.filter(visible, user__public_id=public_id).exists()


class ScheduleConsumer(AsyncWebsocketConsumer):
    """Says `changed` when a cast's times have changed; it takes no words (docs/signaling.md)."""

    group = ""

    async def connect(self) -> None:
        await self.accept()
        public_id = self.scope["url_route"]["kwargs"]["public_id"]
        if not await database_sync_to_async(may_watch)(self.scope["user"], public_id):
            await self.close(NO_SUCH_CAST)
            return
        self.group = schedule_group(public_id)
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.send('{"type":"ready"}')

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        await self.close(MALFORMED)

    async def schedule_changed(self, event: dict[str, Any]) -> None:
        await self.send('{"type":"changed"}')

    async def disconnect(self, code: int) -> None:
        if self.group:
            await self.channel_layer.group_discard(self.group, self.channel_name)
