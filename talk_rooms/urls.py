from django.urls import path

from talk_rooms import calendar_views, views

app_name = "talk_rooms"
urlpatterns = [
    path("talks/<str:public_id>/room/", views.room, name="room"),
    path("talks/<str:public_id>/messages/", views.messages, name="messages"),
    path("talks/<str:public_id>/block/", views.block, name="block"),
    path("calendar/", calendar_views.settings, name="calendar_settings"),
    path("calendar/<str:secret>.ics", calendar_views.feed, name="calendar"),
    path("call-test/", views.call_test, name="call_test"),
]
