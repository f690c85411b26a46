from typing import Any, cast

from django.urls import path, re_path

from talk_rooms.consumers import RoomConsumer
from talk_rooms.consumers.messages import MessagesConsumer
from talk_rooms.consumers.parting import turn_away
from talk_rooms.domain.protocol import CloseCode


async def nowhere(scope: dict[str, Any], receive: Any, send: Any) -> None:
    await turn_away(receive, send, CloseCode.NO_SUCH_TALK)


websocket_urlpatterns = [
    path("ws/talks/<slug:public_id>/", RoomConsumer.as_asgi()),
    path("ws/talks/<slug:public_id>/messages/", MessagesConsumer.as_asgi()),
    # Django's types know views only.
    re_path("", cast(Any, nowhere)),
]
