from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.gates import SignedInRequest, guest_required
from cast_portal.domain.bookable import Offer, has_profile, offer_for
from cast_portal.domain.booking import reserve_slots, talk_already_made
from cast_portal.models import Cast
from guest_portal.domain.finding import listed_cast
from guest_portal.forms import ReserveForm, SlotsForm
from guest_portal.views.wanted import forget_wanted, remember_wanted
from kernel.errors import Refusal
from kernel.forms import VerbFormView
from talk_rooms.models import Talk


class ReserveView(VerbFormView):
    """The ticked slots with the terms (GET), and the final yes (POST)."""

    request: SignedInRequest
    template_name = "guest_portal/reserve.html"
    form_class = ReserveForm

    @cached_property
    def cast(self) -> Cast:
        return listed_cast(self.kwargs["public_id"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        picked = SlotsForm(request.GET, cast=self.cast)
        if not picked.is_valid():
            return self.pick_again(str(picked.errors["slots"][0]))
        if mine := self.talk_made(picked):
            return redirect("guest_portal:talk", mine.public_id)
        try:
            offer = self.offer(picked)
        except Refusal as refusal:
            return self.pick_again(str(refusal.message))
        if not has_profile(self.request.user):
            remember_wanted(request)
            messages.info(request, _("ご予約の前に、プロフィールのご登録をお願いします。"))
            return redirect("guest_portal:profile")
        form = ReserveForm(cast=self.cast, initial={"slots": offer.slots})
        return self.render_to_response(self.get_context_data(form=form, offer=offer))

    def talk_made(self, picked: SlotsForm) -> Talk | None:
        """The guest came back to a choice that has become a reservation of their own."""
        slots = list(picked.cleaned_data["slots"])
        return talk_already_made(slots, guest=self.request.user, asked=len(slots))

    def offer(self, picked: SlotsForm) -> Offer:
        return offer_for(self.cast, list(picked.cleaned_data["slots"]), now=timezone.now())

    def pick_again(self, message: str) -> HttpResponse:
        forget_wanted(self.request)
        messages.error(self.request, message)
        return redirect("guest_portal:cast", self.cast.user.public_id)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "cast": self.cast}

    def form_invalid(self, form: ReserveForm) -> HttpResponse:
        context = self.get_context_data(form=form, offer=self.offer_still_open())
        return self.render_to_response(context, status=422)

    def offer_still_open(self) -> Offer | None:
        """None when it is the slots that were refused: then only another choice helps."""
        picked = SlotsForm(self.request.POST, cast=self.cast)
        try:
            return self.offer(picked) if picked.is_valid() else None
        except Refusal:
            return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"cast": self.cast, **super().get_context_data(**kwargs)}

    def perform(self, form: ReserveForm) -> None:
        self.talk = reserve_slots(
            self.cast,
            guest=self.request.user,
            slot_ids=[slot.pk for slot in form.cleaned_data["slots"]],
            wish=form.cleaned_data["wish"],
            now=timezone.now(),
        )
        forget_wanted(self.request)
        messages.success(
            self.request, _("予約が完了しました。確認のメールもお送りしていますのでご覧ください。")
        )

    def get_success_url(self) -> str:
        return reverse("guest_portal:talk", args=[self.talk.public_id])


_gated = guest_required(ReserveView.as_view())


@wraps(_gated)
def reserve(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """A visitor's choice is kept for after signing up, which goes by way of a mail."""
    if not request.user.is_authenticated and request.method == "GET":
        remember_wanted(request)
    return _gated(request, public_id=public_id)
