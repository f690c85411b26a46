from django.urls import path

from cast_portal.consumers import ScheduleConsumer

websocket_urlpatterns = [
    path("ws/casts/<slug:public_id>/schedule/", ScheduleConsumer.as_asgi()),
]
