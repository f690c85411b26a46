from django.urls import path

from cast_portal.views import entry, status

urlpatterns = [
    path("cast/entry/", entry.EntryView.as_view(), name="entry"),
    path("cast/entry/sent/", entry.EntrySentView.as_view(), name="entry_sent"),
    path("cast/entry/confirm/<str:token>/", entry.ConfirmView.as_view(), name="entry_confirm"),
    path("cast/entry/resubmit/<str:token>/", status.ResubmitView.as_view(), name="entry_resubmit"),
    path("cast/entry/status/<str:token>/", status.StatusView.as_view(), name="entry_status"),
]
