from typing import Any

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import registry
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import InspectView

from kernel.registers import ReadOnlyPermissions
from talk_rooms.domain.call_paths import results_of
from talk_rooms.domain.call_test import call_tests_of
from talk_rooms.domain.facts import connection_facts
from talk_rooms.domain.timeline import timeline
from talk_rooms.models import Talk


class TalkInspectView(InspectView):
    page_title = _("トーク")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        talk = self.instance
        return super().get_context_data(
            talk=talk,
            facts=connection_facts(talk, until=timezone.now()),
            timeline=timeline(talk, now=timezone.now()),
            call_tests=call_test_rows(talk),
            flagged=talk.messages.filter(is_flagged=True).select_related("sender"),
            entries=registry.get_logs_for_instance(talk).select_related("user"),
            **kwargs,
        )


def call_test_rows(talk: Talk) -> list[dict[str, Any]]:
    tests = call_tests_of([talk])
    people = [(user, tests.get((talk.pk, user.pk))) for user in (talk.cast, talk.guest)]
    return [
        {"user": user, "test": test, "results": results_of(test.paths) if test else []}
        for user, test in people
    ]


class TalkRegister(ModelAdmin):
    """Every talk with what its room saw, to read. Cancelling is the reservation's matter."""

    model = Talk
    base_url_path = "talks"
    menu_label = _("トーク")
    menu_icon = "comment"
    menu_order = 230
    permission_helper_class = ReadOnlyPermissions
    inspect_view_enabled = True
    inspect_view_class = TalkInspectView
    inspect_template_name = "talk_rooms/staff/talk.html"
    list_display = ("starts", "public_id", "cast", "guest", "status")
    list_select_related = ("cast", "guest")
    list_filter = ("status", "starts_at")
    list_export = ("public_id", "starts_at", "ends_at", "cast", "guest", "status", "cancelled_by")
    search_fields = ("public_id", "cast__public_name", "guest__public_name")
    ordering = ("-starts_at",)

    @admin.display(description=_("開始"), ordering="starts_at")
    def starts(self, talk: Talk) -> object:
        return timezone.localtime(talk.starts_at)
