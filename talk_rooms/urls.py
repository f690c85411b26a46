from django.urls import path

from talk_rooms import views

app_name = "talk_rooms"
urlpatterns = [
    path("talks/<str:public_id>/room/", views.room, name="room"),
    path("talks/<str:public_id>/messages/", views.messages, name="messages"),
    path("call-test/", views.call_test, name="call_test"),
]
