from django.urls import path

from cast_portal.consumers import DeskConsumer, MemosConsumer, ScheduleConsumer

websocket_urlpatterns = [
    path("ws/casts/<slug:public_id>/schedule/", ScheduleConsumer.as_asgi()),
    path("ws/casts/<slug:public_id>/desk/", DeskConsumer.as_asgi()),
    path("ws/casts/<slug:public_id>/memos/", MemosConsumer.as_asgi()),
]
