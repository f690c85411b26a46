app_name = "talk_rooms"
urlpatterns: list = []
