from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.contrib.auth.models import AbstractUser
from django.db.models import Field, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import InspectView

from kernel.errors import Refusal
from kernel.registers import ReadOnlyPermissions
from notices.domain.mail import retry_mail
from notices.enums import MailStatus
from notices.kinds import all_kinds
from notices.models import MailText, OutgoingMail

MAY_RETRY = "notices.change_outgoingmail"


class EditOnlyPolicy(ModelPermissionPolicy):
    """The kinds of mail are the code's: nobody adds or deletes one, superusers included."""

    def user_has_permission(self, user: AbstractUser, action: str) -> bool:
        return action in ("change", "view") and super().user_has_permission(user, action)


class MailTextViewSet(SnippetViewSet):
    model = MailText
    icon = "edit"
    menu_label = _("メール文面")
    menu_name = "mail-texts"
    menu_order = 810
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["__str__", "subject"]
    search_fields = ["key", "subject", "body"]
    panels = [
        HelpPanel(template="notices/available_names.html", heading=_("使える名前")),
        FieldPanel("subject"),
        FieldPanel("body"),
    ]


class MailInspectView(InspectView):
    page_title = _("送信メール")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has_failed = self.instance.status == MailStatus.FAILED
        may_retry = has_failed and bool(self.instance.to) and self.request.user.has_perm(MAY_RETRY)
        return super().get_context_data(may_retry=may_retry, **kwargs)

    def get_field_display_value(self, field_name: str, field: Field | None = None) -> Any:
        if field_name != "body":
            return super().get_field_display_value(field_name, field)
        # Bodies hold sign-in links: they are shown only while there is no mail server.
        readable = settings.MAIL_STAYS_IN_OUTBOX
        return render_to_string(
            "notices/mail_body.html", {"body": self.instance.body, "readable": readable}
        )


class KindFilter(admin.SimpleListFilter):
    title = _("種類")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        return [(kind.key, kind.title) for kind in all_kinds()]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[OutgoingMail]
    ) -> QuerySet[OutgoingMail]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class OutgoingMailRegister(ModelAdmin):
    model = OutgoingMail
    base_url_path = "outgoing-mails"
    menu_label = _("送信メール")
    menu_icon = "mail"
    menu_order = 800
    permission_helper_class = ReadOnlyPermissions
    inspect_view_enabled = True
    inspect_view_class = MailInspectView
    inspect_template_name = "notices/staff/mail.html"
    inspect_view_fields = [
        "subject",
        "to",
        "body",
        "status",
        "created_at",
        "sent_at",
        "attempts",
        "next_try_at",
        "last_error",
        "kind",
    ]
    list_display = ("subject", "to", "state", "created_at", "sent_at")
    list_filter = ("status", "created_at", KindFilter)
    list_export = ("kind", "to", "subject", "status", "attempts", "created_at", "sent_at")
    list_per_page = 50
    search_fields = ("to", "subject")

    @admin.display(description=_("状態"), ordering="status")
    def state(self, mail: OutgoingMail) -> str:
        return mail.get_status_display()


class RetryMailView(PermissionRequiredMixin, View):
    http_method_names = ["post"]
    permission_required = MAY_RETRY
    raise_exception = True

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        mail = get_object_or_404(OutgoingMail, pk=pk)
        try:
            # Whoever has the permission is signed in.
            retry_mail(mail, by=request.user, now=timezone.now())  # type: ignore[arg-type]
        except Refusal as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("メールを送信待ちに戻しました。まもなく送信されます。"))
        return redirect(OutgoingMailRegister().url_helper.get_action_url("inspect", pk))
