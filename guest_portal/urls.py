app_name = "guest_portal"
urlpatterns: list = []
