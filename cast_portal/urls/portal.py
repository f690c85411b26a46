from django.urls import path

from accounts.gates import cast_required
from cast_portal.views.dashboard import DashboardView
from cast_portal.views.invitations import DeclineInvitationView, InvitationView
from cast_portal.views.memo_list import MemoExportView, MemosView
from cast_portal.views.memos import MemoView
from cast_portal.views.pictures import CropView, MovePictureView, PicturesView, RemovePictureView
from cast_portal.views.profile import ProfileView
from cast_portal.views.reports import ReportView
from cast_portal.views.schedule import ReleaseView, ScheduleView
from cast_portal.views.schedule_plans import (
    DeleteTemplateView,
    MonthView,
    PlanView,
    SaveTemplateView,
)
from cast_portal.views.talks import CancelView, MemoPartView, TalksView, TalkView
from cast_portal.views.today import BreakView, TodayView

urlpatterns = [
    path("cast/", cast_required(DashboardView.as_view()), name="dashboard"),
    path("cast/schedule/", cast_required(ScheduleView.as_view()), name="schedule"),
    path("cast/schedule/month/", cast_required(MonthView.as_view()), name="schedule_month"),
    path("cast/schedule/plan/", cast_required(PlanView.as_view()), name="schedule_plan"),
    path(
        "cast/schedule/templates/", cast_required(SaveTemplateView.as_view()), name="save_template"
    ),
    path(
        "cast/schedule/templates/<int:template_id>/delete/",
        cast_required(DeleteTemplateView.as_view()),
        name="delete_template",
    ),
    path(
        "cast/schedule/slots/<int:slot_id>/release/",
        cast_required(ReleaseView.as_view()),
        name="release",
    ),
    path("cast/today/", cast_required(TodayView.as_view()), name="today"),
    path("cast/today/break/", cast_required(BreakView.as_view()), name="break"),
    path("cast/talks/", cast_required(TalksView.as_view()), name="talks"),
    path("cast/talks/<slug:public_id>/", cast_required(TalkView.as_view()), name="talk"),
    path("cast/talks/<slug:public_id>/report/", cast_required(ReportView.as_view()), name="report"),
    path("cast/talks/<slug:public_id>/cancel/", cast_required(CancelView.as_view()), name="cancel"),
    path(
        "cast/invitation/<slug:public_id>/",
        cast_required(InvitationView.as_view()),
        name="invitation",
    ),
    path(
        "cast/invitation/<slug:public_id>/decline/",
        cast_required(DeclineInvitationView.as_view()),
        name="decline_invitation",
    ),
    path("cast/memos/", cast_required(MemosView.as_view()), name="memos"),
    path("cast/memos/export/", cast_required(MemoExportView.as_view()), name="export_memos"),
    path(
        "cast/talks/<slug:public_id>/memo/",
        cast_required(MemoPartView.as_view()),
        name="talk_memo",
    ),
    path("cast/memo/", cast_required(MemoView.as_view()), name="memo"),
    path("cast/profile/", cast_required(ProfileView.as_view()), name="profile"),
    path("cast/profile/pictures/", cast_required(PicturesView.as_view()), name="pictures"),
    path("cast/profile/pictures/<int:pk>/", cast_required(CropView.as_view()), name="crop_picture"),
    path(
        "cast/profile/pictures/<int:pk>/move/",
        cast_required(MovePictureView.as_view()),
        name="move_picture",
    ),
    path(
        "cast/profile/pictures/<int:pk>/remove/",
        cast_required(RemovePictureView.as_view()),
        name="remove_picture",
    ),
]
