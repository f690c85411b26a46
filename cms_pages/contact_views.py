from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_ratelimit.core import is_ratelimited

from accounts.models import User
from cast_portal.views.kept_words import kept_for_office
from cms_pages.contact_forms import ContactForm, WriteBackForm
from cms_pages.domain.contact import (
    contact_of_form,
    receive_contact,
    reply_of_form,
    write_back,
)
from cms_pages.domain.contact_access import contact_by_signature, contact_for, contacts_of
from cms_pages.domain.errors import ContactRefused
from cms_pages.models import ContactMessage
from kernel.forms import VerbFormView
from talk_rooms.domain.access import talk_for, talks_between
from talk_rooms.models import Talk

PER_SENDER = "5/h"
PER_ADDRESS = "3/h"
PER_THREAD = "10/h"
TALKS_BACK, TALKS_AHEAD = timedelta(days=30), timedelta(days=60)
TALKS_OFFERED = 30
CONTACTS_SHOWN = 5
TOO_MANY = _(
    "短い時間にたくさんのお問い合わせをいただいたため、受け付けられませんでした。"
    "お手数ですが、1時間ほどおいてからお送りください。"
)


def network_address(group: str, request: HttpRequest) -> str:
    """The visitor's own address, also behind our proxies."""
    return get_adapter().get_client_ip(request)


class LimitedFormView(VerbFormView):
    @cached_property
    def sender(self) -> User | None:
        user = self.request.user
        return user if isinstance(user, User) else None

    def is_over(self, group: str, key: Callable[..., str], rate: str) -> bool:
        return is_ratelimited(self.request, group=group, key=key, rate=rate, increment=True)


class ContactView(LimitedFormView):
    """Anybody may write to the office; who is signed in may name one of their own talks."""

    template_name = "cms_pages/contact.html"
    form_class = ContactForm
    success_url = reverse_lazy("cms_pages:contact_sent")

    @cached_property
    def talk(self) -> Talk | None:
        """The talk that the link to this page named."""
        public_id = self.request.GET.get("talk")
        return talk_for(self.sender, public_id) if self.sender and public_id else None

    def talks(self) -> list[Talk]:
        if self.sender is None:
            return []
        now = timezone.now()
        recent = talks_between(self.sender, now - TALKS_BACK, now + TALKS_AHEAD)
        named = [self.talk] if self.talk else []
        return [*named, *(talk for talk in recent[:TALKS_OFFERED] if talk != self.talk)]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"talks": self.talks()}

    def get_initial(self) -> dict[str, Any]:
        return {
            "reply_to": self.sender.email if self.sender else "",
            "topic": self.request.GET.get("topic", "talk" if self.talk else ""),
            "talk": self.talk.public_id if self.talk else "",
            "body": kept_for_office(self.request, self.talk.public_id) if self.talk else "",
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = contacts_of(self.sender)[:CONTACTS_SHOWN] if self.sender else []
        return super().get_context_data(**kwargs) | {"contacts": own}

    def perform(self, form: ContactForm) -> None:
        if form.is_from_a_program:
            return
        if contact_of_form(form.cleaned_data["form_id"]) is None:
            self.hold_back_floods(form)
        contact = receive_contact(**form.message, user=self.sender, now=timezone.now())
        self.request.session["contact_number"] = contact.public_id

    def hold_back_floods(self, form: ContactForm) -> None:
        """Counts senders and addresses: nobody shall fill a stranger's mailbox through us."""
        address = form.cleaned_data["reply_to"].lower()
        by_sender = self.is_over("contact-sender", network_address, PER_SENDER)
        by_address = self.is_over("contact-address", lambda *_: address, PER_ADDRESS)
        if by_sender or by_address:
            raise ContactRefused("too_many", TOO_MANY)


@require_safe
def contact_sent(request: HttpRequest) -> HttpResponse:
    number = request.session.get("contact_number")
    return render(request, "cms_pages/contact_sent.html", {"number": number})


@method_decorator(never_cache, name="dispatch")
class ThreadByLinkView(LimitedFormView):
    """The whole thread, for whoever holds the link of an answer's mail."""

    template_name = "cms_pages/contact_thread.html"
    form_class = WriteBackForm

    @cached_property
    def contact(self) -> ContactMessage:
        return contact_by_signature(self.kwargs["public_id"], self.kwargs["signature"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        # Whose thread it is not shall learn nothing, whatever the method.
        self.contact  # noqa: B018
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "contact": self.contact,
            "replies": self.contact.replies.all(),
        }

    def perform(self, form: WriteBackForm) -> None:
        if reply_of_form(self.contact, form.cleaned_data["form_id"]) is None:
            self.hold_back_floods()
        write_back(self.contact, **form.cleaned_data, by=self.sender, now=timezone.now())
        messages.success(self.request, _("事務局へお送りしました。お返事まで少しお待ちください。"))

    def hold_back_floods(self) -> None:
        if self.is_over("contact-thread", lambda *_: self.contact.public_id, PER_THREAD):
            raise ContactRefused("too_many", TOO_MANY)

    def get_success_url(self) -> str:
        return self.request.path


class OwnThreadView(ThreadByLinkView):
    """The same for the person who was signed in when writing."""

    @cached_property
    def contact(self) -> ContactMessage:
        return contact_for(self.request.user, self.kwargs["public_id"])  # type: ignore[arg-type]
