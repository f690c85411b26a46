from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn

from kernel.verb_registers import MoveView, RegisterInspectView, RegisterViewSet
from talk_rooms.domain.office_calls import handle_office_call, waiting_calls
from talk_rooms.domain.timeline import timeline
from talk_rooms.forms import HandledForm
from talk_rooms.models import OfficeCall

MAY_VIEW = "talk_rooms.view_officecall"


class OfficeCallInspectView(RegisterInspectView):
    page_title = _("事務局の呼び出し")
    template_name = "talk_rooms/staff/office_call.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            timeline=timeline(self.object.talk, now=timezone.now()), **kwargs
        )


class HandleView(MoveView):
    page_title = _("呼び出しを対応済みにする")
    submit_label = _("対応済みにする")
    done = _("対応済みにしました。")
    form_class = HandledForm

    def perform(self, form: HandledForm) -> None:
        note = form.cleaned_data["note"]
        handle_office_call(self.object, by=self.request.user, note=note, now=timezone.now())


class OfficeCallViewSet(RegisterViewSet):
    model = OfficeCall
    name = "office_calls"
    url_prefix = "office-calls"
    icon = "warning"
    menu_label = _("事務局の呼び出し")
    menu_order = 232
    add_to_admin_menu = True
    inspect_view_class = OfficeCallInspectView
    inspect_template_name = OfficeCallInspectView.template_name
    related = ("talk__cast", "talk__guest", "handled_by")
    ordering = "-called_at"
    list_filter = ["kind", "side", "called_at"]
    search_fields = [
        "talk__public_id",
        "talk__cast__public_name",
        "talk__guest__public_name",
        "words",
    ]
    list_export = ["talk", "side", "kind", "called_at", "handled_at", "handled_by"]
    list_display = [
        "__str__",
        Column("caller", label=_("呼び出した方")),
        Column("get_side_display", label=_("立場"), sort_key="side"),
        DateColumn("called_at", label=_("呼び出し日時"), sort_key="called_at"),
        DateColumn("handled_at", label=_("対応日時"), sort_key="handled_at"),
    ]
    moves = {"handle": HandleView}


class OfficeCallPanel(Component):
    """On the staff's home, first of all: somebody waits in a room right now, perhaps."""

    name = "office_calls"
    template_name = "talk_rooms/staff/office_call_panel.html"
    order = 40

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"calls": waiting_calls()}


def add_office_call_panel(request: HttpRequest, panels: list[Any]) -> None:
    if request.user.has_perm(MAY_VIEW):
        panels.append(OfficeCallPanel())
