"""What the admin is told about screening: addresses, menu, home panel, permissions, log."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from cast_portal.domain.screening import waiting_counts
from cast_portal.enums import DocumentKind, DocumentPart
from cast_portal.staff import screening

PERMISSIONS = ("view_castapplication", "change_castapplication", "view_identitydocument")


def screening_urls() -> list[URLPattern | URLResolver]:
    views = [
        path("", screening.QueueView.as_view(), name="queue"),
        path("results/", screening.QueueView.as_view(results_only=True), name="queue_results"),
        path("documents/<str:public_id>/", screening.identity_document, name="document"),
        path("<str:public_id>/", screening.EntryView.as_view(), name="entry"),
        path("<str:public_id>/approve/", screening.ApproveView.as_view(), name="approve"),
        path("<str:public_id>/return/", screening.ReturnView.as_view(), name="return"),
        path("<str:public_id>/decline/", screening.DeclineView.as_view(), name="decline"),
    ]
    return [path("screening/", include((views, "screening")))]


class ScreeningMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(screening.VIEW_ENTRY)


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
    if request.user.has_perm(screening.VIEW_ENTRY):
        panels.append(WaitingPanel())


def screening_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(
        Q(content_type__app_label="cast_portal") & Q(codename__in=PERMISSIONS)
    )


class ViewedDocument(LogFormatter):
    label = gettext_lazy("身分証明書を表示する")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        kind = DocumentKind(log_entry.data["kind"]).label
        part = DocumentPart(log_entry.data["part"]).label
        return _("身分証明書を表示しました：%(kind)s %(part)s") % {"kind": kind, "part": part}


ACTIONS = {
    "submit_entry": (gettext_lazy("応募する"), gettext_lazy("応募がありました")),
    "confirm_address": (
        gettext_lazy("応募を確定する"),
        gettext_lazy("メールアドレスが確認されました"),
    ),
    "resubmit": (gettext_lazy("再提出する"), gettext_lazy("再提出がありました")),
    "approve_application": (gettext_lazy("応募を承認する"), gettext_lazy("応募を承認しました")),
    "return_application": (
        gettext_lazy("再提出をお願いする"),
        gettext_lazy("再提出をお願いしました"),
    ),
    "decline_application": (gettext_lazy("応募を見送る"), gettext_lazy("応募を見送りました")),
    "purge_documents": (
        gettext_lazy("身分証明書を消去する"),
        gettext_lazy("保存期間が過ぎた身分証明書を消去しました"),
    ),
    "withdraw_entry": (
        gettext_lazy("応募を取り下げる"),
        gettext_lazy("再提出の期限が過ぎたため、応募を取り下げとしました"),
    ),
    "forget_entry": (
        gettext_lazy("未確認の応募を消去する"),
        gettext_lazy("確認されなかった応募を消去しました"),
    ),
}


def register_screening_actions(actions: LogActionRegistry) -> None:
    actions.register_action("cast_portal.view_identity_document")(ViewedDocument)
    for name, (label, message) in ACTIONS.items():
        actions.register_action(f"cast_portal.{name}", label, message)
