from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django_ratelimit.core import is_ratelimited

from accounts.models import User
from cms_pages.domain.contact import receive_contact
from cms_pages.domain.errors import ContactRefused
from cms_pages.forms import ContactForm
from kernel.forms import VerbFormView
from kernel.links import absolute_reverse
from talk_rooms.domain.access import talk_for
from talk_rooms.models import Talk

PER_SENDER = "5/h"
PER_ADDRESS = "3/h"
TOO_MANY = _(
    "短い時間にたくさんのお問い合わせをいただいたため、受け付けられませんでした。"
    "お手数ですが、1時間ほどおいてからお送りください。"
)


class ContactView(VerbFormView):
    """Anybody may write to the office; who is signed in may name one of their own talks."""

    template_name = "cms_pages/contact.html"
    form_class = ContactForm
    success_url = reverse_lazy("cms_pages:contact_sent")

    @cached_property
    def sender(self) -> User | None:
        user = self.request.user
        return user if isinstance(user, User) else None

    @cached_property
    def talk(self) -> Talk | None:
        public_id = self.request.GET.get("talk")
        return talk_for(self.sender, public_id) if self.sender and public_id else None

    def get_initial(self) -> dict[str, Any]:
        return {
            "reply_to": self.sender.email if self.sender else "",
            "topic": "talk" if self.talk else "",
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"talk": self.talk}

    def perform(self, form: ContactForm) -> None:
        if form.is_from_a_program:
            return
        self.hold_back_floods(form)
        message = receive_contact(
            **form.message, user=self.sender, talk=self.talk, now=timezone.now()
        )
        self.request.session["contact_number"] = message.public_id

    def hold_back_floods(self, form: ContactForm) -> None:
        """Counts senders and addresses: nobody shall fill a stranger's mailbox through us."""
        address = form.cleaned_data["reply_to"].lower()
        by_sender = self.is_over("contact-sender", network_address, PER_SENDER)
        by_address = self.is_over("contact-address", lambda *_: address, PER_ADDRESS)
        if by_sender or by_address:
            raise ContactRefused("too_many", TOO_MANY)

    def is_over(self, group: str, key: Callable[..., str], rate: str) -> bool:
        return is_ratelimited(self.request, group=group, key=key, rate=rate, increment=True)


def network_address(group: str, request: HttpRequest) -> str:
    """The visitor's own address, also behind our proxies."""
    return get_adapter().get_client_ip(request)


@require_safe
def contact_sent(request: HttpRequest) -> HttpResponse:
    number = request.session.get("contact_number")
    return render(request, "cms_pages/contact_sent.html", {"number": number})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    context = {"sitemap_url": absolute_reverse("cms_pages:sitemap")}
    return render(request, "cms_pages/robots.txt", context, content_type="text/plain")
