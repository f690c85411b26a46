import hashlib
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django_ratelimit.core import is_ratelimited

from cast_portal.domain.entry_links import LinkExpired, LinkUnknown
from cast_portal.domain.errors import EntryRefused
from cast_portal.domain.held_pictures import HeldPictures
from cast_portal.models import CastApplication
from kernel.forms import VerbFormView, add_refusal

CLIENT_RATE = "60/h"
ADDRESS_RATE = "5/d"


def client_of(group: str, request: HttpRequest) -> str:
    return get_adapter().get_client_ip(request)


def refuse_busy_client(request: HttpRequest) -> None:
    """Stops one visitor from trying many addresses, or from having us decode endless pictures."""
    if is_ratelimited(
        request, group="entry-client", key=client_of, rate=CLIENT_RATE, increment=True
    ):
        raise too_many_entries()


def refuse_busy_address(request: HttpRequest, email: str) -> None:
    """Stops mail bombs on one address."""

    def address_of(group: str, request: HttpRequest) -> str:
        return hashlib.sha256(email.lower().encode()).hexdigest()

    if is_ratelimited(
        request, group="entry-address", key=address_of, rate=ADDRESS_RATE, increment=True
    ):
        raise too_many_entries()


def too_many_entries() -> EntryRefused:
    return EntryRefused(
        "too_many_entries",
        _("お申し込みが続いたため、受付を一時停止しています。時間をおいてお試しください。"),
    )


class HeldPicturesView(VerbFormView):
    """A form whose accepted pictures are kept when something else in it is refused."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            refuse_busy_client(request)
        except EntryRefused as refusal:
            return self.refused_unread(refusal)
        return super().post(request, *args, **kwargs)

    def refused_unread(self, refusal: EntryRefused) -> HttpResponse:
        """What was typed, and no word about the pictures: nobody has looked at them."""
        form = self.get_form_class()(**self.get_form_kwargs() | {"files": None})
        form.errors.clear()
        add_refusal(form, refusal)
        return super().form_invalid(form)

    def held(self) -> HeldPictures:
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        held = self.held()
        pictures = {name: held.get(name) for name in held.names}
        return super().get_form_kwargs() | {"held": pictures}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        if form.is_valid():
            self.held().drop()
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        held = self.held()
        chosen = form.chosen_pictures()
        for name in chosen:
            held.hold(name, form.cleaned_data[name])
        form.show_held(chosen)
        return super().form_invalid(form)


class SignedLinkView(VerbFormView):
    """A page behind a mailed, signed link, for an applicant who has no account."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.open(kwargs["token"])
        except LinkUnknown as error:
            raise Http404 from error
        except LinkExpired:
            return render(request, "cast_portal/entry/link_expired.html", status=410)
        return super().dispatch(request, *args, **kwargs)

    def open(self, token: str) -> None:
        raise NotImplementedError


class LinkView(SignedLinkView):
    application: CastApplication

    def open(self, token: str) -> None:
        self.application = self.find(token)

    def find(self, token: str) -> CastApplication:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"application": self.application}

    def get_success_url(self) -> str:
        return self.request.path
