from django.urls import path

from cast_portal.views import entry_start, entry_steps, status

urlpatterns = [
    path("cast/entry/", entry_start.StartView.as_view(), name="entry"),
    path("cast/entry/mailed/", entry_start.MailedView.as_view(), name="entry_mailed"),
    path(
        "cast/entry/continue/<str:token>/",
        entry_start.ContinueView.as_view(),
        name="entry_continue",
    ),
    path("cast/entry/consent/", entry_steps.ConsentView.as_view(), name="entry_consent"),
    path("cast/entry/about/", entry_steps.AboutView.as_view(), name="entry_about"),
    path("cast/entry/activity/", entry_steps.ActivityView.as_view(), name="entry_activity"),
    path("cast/entry/documents/", entry_steps.DocumentsView.as_view(), name="entry_documents"),
    path("cast/entry/check/", entry_steps.CheckView.as_view(), name="entry_check"),
    path(
        "cast/entry/pictures/<slug:field>/",
        entry_steps.PictureView.as_view(),
        name="entry_picture",
    ),
    path("cast/entry/paused/", entry_steps.PausedView.as_view(), name="entry_paused"),
    path("cast/entry/sent/", entry_steps.SentView.as_view(), name="entry_sent"),
    path("cast/entry/resubmit/<str:token>/", status.ResubmitView.as_view(), name="entry_resubmit"),
    path("cast/entry/status/<str:token>/", status.StatusView.as_view(), name="entry_status"),
    path(
        "cast/entry/status/<str:token>/withdraw/",
        status.WithdrawView.as_view(),
        name="entry_withdraw",
    ),
]
