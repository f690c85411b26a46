from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn

from cms_pages.contact_forms import AnswerForm
from cms_pages.domain.contact import answer_contact, close_contact, newest_reply
from cms_pages.enums import CONTACT_MOVES, ContactStatus
from cms_pages.models import ContactMessage
from kernel.verb_registers import (
    MoveView,
    PlainMoveView,
    RegisterIndexView,
    RegisterInspectView,
    RegisterViewSet,
)

MAY_VIEW = "cms_pages.view_contactmessage"
MAY_VIEW_TALKS = "talk_rooms.view_talk"


def thread_of(contact: ContactMessage, request: HttpRequest) -> dict[str, Any]:
    return {
        "contact": contact,
        "replies": contact.replies.select_related("author"),
        "may_view_talk": request.user.has_perm(MAY_VIEW_TALKS),
    }


class ContactIndexView(RegisterIndexView):
    def search_queryset(self, queryset: QuerySet[ContactMessage]) -> QuerySet[ContactMessage]:
        # The search joins the replies, and each one that fits would be a line of its own.
        return super().search_queryset(queryset).distinct()


class ContactInspectView(RegisterInspectView):
    page_title = _("お問い合わせ")
    template_name = "cms_pages/staff/contact.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_close = ContactStatus.CLOSED in CONTACT_MOVES[ContactStatus(self.object.status)]
        return super().get_context_data(
            form=AnswerForm(initial={"newest_read": newest_reply(self.object)}),
            may_close=may_close and self.object.status != ContactStatus.CLOSED,
            **thread_of(self.object, self.request),
            **kwargs,
        )


class AnswerView(MoveView):
    page_title = _("お問い合わせに返信する")
    submit_label = _("返信を送る")
    done = _("返信をお送りしました。")
    template_name = "cms_pages/staff/answer.html"
    form_class = AnswerForm

    def get_initial(self) -> dict[str, Any]:
        return {"newest_read": newest_reply(self.object)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**thread_of(self.object, self.request), **kwargs)

    def perform(self, form: AnswerForm) -> None:
        answer_contact(self.object, **form.cleaned_data, by=self.request.user, now=timezone.now())

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        # The page shows the whole thread again, so whoever sends it once more has read it.
        form.data = dict(form.data.items()) | {"newest_read": newest_reply(self.object)}
        return super().form_invalid(form)


class CloseView(PlainMoveView):
    done = _("お問い合わせを完了にしました。")

    def perform(self, form: Any) -> None:
        close_contact(self.object, by=self.request.user)


class ContactViewSet(RegisterViewSet):
    model = ContactMessage
    name = "contact_messages"
    url_prefix = "contacts"
    icon = "mail"
    index_view_class = ContactIndexView
    inspect_view_class = ContactInspectView
    inspect_template_name = ContactInspectView.template_name
    related = ("user",)
    list_display = [
        "public_id",
        Column("get_topic_display", label=_("ご用件"), sort_key="topic"),
        StatusTagColumn("get_status_display", label=_("状態"), sort_key="status"),
        DateColumn("waiting_since", label=_("お待たせ"), sort_key="waiting_since"),
        Column("reply_to", label=_("返信先")),
        Column("user", label=_("アカウント")),
        DateColumn("created_at", label=_("受付日時"), sort_key="created_at"),
    ]
    list_filter = ["status", "topic", "created_at"]
    list_export = ["public_id", "topic", "status", "created_at", "waiting_since"]
    search_fields = ["public_id", "reply_to", "body", "replies__body"]
    moves = {"answer": AnswerView, "close": CloseView}


class ContactPanel(Component):
    """How many wait for the office, and since when the first of them."""

    name = "contacts"
    template_name = "cms_pages/staff/contact_panel.html"
    order = 70

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        waiting = ContactMessage.objects.filter(status=ContactStatus.OPEN)
        return {"count": waiting.count(), "oldest": waiting.order_by("waiting_since").first()}


def add_contact_panel(request: HttpRequest, panels: list[Any]) -> None:
    if request.user.has_perm(MAY_VIEW):
        panels.append(ContactPanel())
