"""Before the steps of an entry: what it takes, the address, and the mailed link."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from cast_portal.domain.drafts import confirm_draft, start_draft
from cast_portal.domain.entry_links import DRAFT_LASTS, draft_to_continue
from cast_portal.forms.entry import AddressForm, ConfirmForm
from cast_portal.models import CastPortalSettings, EntryDraft, Rank
from cast_portal.views.entry import SignedLinkView, refuse_busy_address, refuse_busy_client
from cast_portal.views.entry_steps import draft_of, go_on, keep_draft
from kernel.forms import VerbFormView


class StartView(VerbFormView):
    form_class = AddressForm
    template_name = "cast_portal/entry/start.html"
    success_url = reverse_lazy("cast_portal:entry_mailed")

    def perform(self, form: AddressForm) -> None:
        refuse_busy_client(self.request)
        email = form.cleaned_data["email"]
        refuse_busy_address(self.request, email)
        start_draft(email, now=timezone.now())
        self.request.session["entry_address"] = email

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "rules": CastPortalSettings.load(),
            "ranks": Rank.objects.all(),
            "days": DRAFT_LASTS.days,
            "draft": draft_of(self.request),
        }


class MailedView(TemplateView):
    """The same for an address that is known already: the mail makes the difference."""

    template_name = "cast_portal/entry/mailed.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "address": self.request.session.get("entry_address"),
            "days": DRAFT_LASTS.days,
        }


class ContinueView(SignedLinkView):
    """Asks for a click, because mail scanners open links."""

    form_class = ConfirmForm
    template_name = "cast_portal/entry/continue.html"
    draft: EntryDraft

    @method_decorator(never_cache)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().dispatch(request, *args, **kwargs)

    def open(self, token: str) -> None:
        self.draft = draft_to_continue(token, now=timezone.now())

    def form_valid(self, form: ConfirmForm) -> HttpResponse:
        draft = confirm_draft(self.draft, now=timezone.now())
        keep_draft(self.request, draft)
        return redirect(go_on(draft))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"draft": self.draft}
