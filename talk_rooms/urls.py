from django.urls import path

from talk_rooms import calendar_views, call_test_views, views

app_name = "talk_rooms"
urlpatterns = [
    path("talks/<str:public_id>/room/", views.room, name="room"),
    path("talks/<str:public_id>/messages/", views.messages, name="messages"),
    path("talks/<str:public_id>/block/", views.block, name="block"),
    path("blocks/", views.blocks, name="blocks"),
    path("talks/<slug:public_id>/office/", views.office, name="office"),
    path("calendar/", calendar_views.settings, name="calendar_settings"),
    path("calendar/<str:secret>.ics", calendar_views.feed, name="calendar"),
    path("talks/<str:public_id>/call-test/", call_test_views.for_talk, name="talk_call_test"),
    path(
        "talks/<str:public_id>/call-test/states/",
        call_test_views.states,
        name="call_test_states",
    ),
    path("call-test/", call_test_views.in_general, name="call_test"),
    path("call-test/paths/", call_test_views.fresh_paths, name="call_test_paths"),
    path("call-test/result/", call_test_views.record, name="record_call_test"),
]
