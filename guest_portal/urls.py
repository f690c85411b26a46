from django.urls import path

from accounts.gates import guest_required
from guest_portal.views import casts, my_page, reserving, talks

app_name = "guest_portal"
urlpatterns = [
    path("casts/", casts.casts, name="casts"),
    path("cast/profile/preview/", casts.preview, name="preview"),
    path("casts/<str:public_id>/", casts.cast, name="cast"),
    path("casts/<str:public_id>/reserve/", reserving.reserve, name="reserve"),
    path("guest/", my_page.home, name="home"),
    path("guest/profile/", guest_required(my_page.ProfileView.as_view()), name="profile"),
    path("guest/talks/", talks.talks, name="talks"),
    path("guest/talks/<str:public_id>/", guest_required(talks.TalkView.as_view()), name="talk"),
    path(
        "guest/talks/<str:public_id>/cancel/",
        guest_required(talks.CancelView.as_view()),
        name="cancel",
    ),
    path(
        "guest/talks/<str:public_id>/review/",
        guest_required(talks.ReviewView.as_view()),
        name="review",
    ),
]
