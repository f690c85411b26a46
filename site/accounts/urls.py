from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("my/", views.home, name="home"),
    path("consent/", views.ConsentView.as_view(), name="consent"),
]
