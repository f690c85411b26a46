"""What the admin is told about screening: addresses, menu, home panel, permissions, log."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from cast_portal.domain.screening import waiting_counts
from cast_portal.staff import screening, screening_queue
from cast_portal.staff.screening_access import VIEW_ENTRY

PERMISSIONS = ("view_castapplication", "change_castapplication", "view_identitydocument")


def screening_urls() -> list[URLPattern | URLResolver]:
    views = [
        path("", screening_queue.QueueView.as_view(), name="queue"),
        path(
            "results/", screening_queue.QueueView.as_view(results_only=True), name="queue_results"
        ),
        path("documents/<str:public_id>/", screening.identity_document, name="document"),
        path("<str:public_id>/", screening.EntryView.as_view(), name="entry"),
        path("<str:public_id>/approve/", screening.ApproveView.as_view(), name="approve"),
        path("<str:public_id>/return/", screening.ReturnView.as_view(), name="return"),
        path("<str:public_id>/decline/", screening.DeclineView.as_view(), name="decline"),
        path("<str:public_id>/assign/", screening.AssignView.as_view(), name="assign"),
        path("<str:public_id>/notes/", screening.NoteView.as_view(), name="note"),
    ]
    return [path("screening/", include((views, "screening")))]


class ScreeningMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(VIEW_ENTRY)


def screening_menu_item() -> MenuItem:
    return ScreeningMenuItem(
        gettext_lazy("キャスト審査"),
        reverse_lazy("screening:queue"),
        name="screening",
        icon_name="clipboard-list",
        order=110,
    )


class WaitingPanel(Component):
    name = "screening"
    template_name = "cast_portal/screening/panel.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, int]:
        return waiting_counts(today=timezone.localdate())


def add_waiting_panel(request: HttpRequest, panels: list[Component]) -> None:
    if request.user.has_perm(VIEW_ENTRY):
        panels.append(WaitingPanel())


def screening_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(
        Q(content_type__app_label="cast_portal") & Q(codename__in=PERMISSIONS)
    )
