from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from django.views.generic.base import ContextMixin, TemplateResponseMixin, View

from accounts.gates import SignedInRequest, guest_required
from accounts.models import User
from cast_portal.domain.booking import cancel_reservation
from cast_portal.models import Reservation
from guest_portal.domain.reviews import guest_came, review_talk
from guest_portal.domain.talks import cancelled_talks, past_talks, upcoming_talks
from guest_portal.forms import CancelForm, ReviewForm
from guest_portal.models import Review
from kernel.forms import PostedMixin, VerbFormView
from talk_rooms.domain.access import talk_for
from talk_rooms.enums import Side
from talk_rooms.models import Talk

TALKS_ON_A_PAGE = 20
Listing = Callable[[User, datetime], QuerySet[Talk]]
TABS: dict[str, tuple[Any, Listing]] = {
    "upcoming": (gettext_lazy("これから"), lambda guest, now: upcoming_talks(guest, now=now)),
    "past": (gettext_lazy("終了"), lambda guest, now: past_talks(guest, now=now)),
    "cancelled": (gettext_lazy("キャンセル"), lambda guest, now: cancelled_talks(guest)),
}


@guest_required
def talks(request: SignedInRequest) -> HttpResponse:
    asked = request.GET.get("tab", "upcoming")
    tab = asked if asked in TABS else "upcoming"
    found = TABS[tab][1](request.user, timezone.now())
    context = {
        "tab": tab,
        "tabs": [(name, label) for name, (label, _listing) in TABS.items()],
        "page": Paginator(found, TALKS_ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "guest_portal/talks.html", context)


class TalkPage(TemplateResponseMixin, ContextMixin, View):
    """One page shows the talk with both of its forms; each form posts to an address of its own."""

    request: SignedInRequest
    template_name = "guest_portal/talk.html"

    @cached_property
    def talk(self) -> Talk:
        return talk_for(self.request.user, self.kwargs["public_id"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        talk = self.talk
        reservation = Reservation.objects.select_related("cast__rank", "cast__user").get(talk=talk)
        is_over = now >= talk.ends_at and not talk.is_cancelled
        review = Review.objects.filter(talk=talk).first()
        is_coming = now < talk.starts_at and not talk.is_cancelled
        context = {
            "talk": talk,
            "talk_time": talk.talk_ends_at - talk.talk_starts_at,
            "reservation": reservation,
            "is_over": is_over,
            "is_coming": is_coming,
            "may_cancel": is_coming and now <= reservation.guest_may_cancel_until,
            "review": review,
            "may_review": is_over and review is None and guest_came(talk),
            "cancel_form": CancelForm(),
            "review_form": ReviewForm(),
        }
        return super().get_context_data(**{**context, **kwargs})


class TalkView(TalkPage, TemplateView):
    pass


class TalkFormView(TalkPage, PostedMixin, VerbFormView):
    form_name = ""

    def form_invalid(self, form: Any) -> HttpResponse:
        context = self.get_context_data(**{"form": form, self.form_name: form})
        return self.render_to_response(context, status=422)

    def get_success_url(self) -> str:
        return reverse("guest_portal:talk", args=[self.talk.public_id])


class CancelView(TalkFormView):
    form_class = CancelForm
    form_name = "cancel_form"

    def perform(self, form: CancelForm) -> None:
        cancel_reservation(
            self.talk,
            by=self.request.user,
            side=Side.GUEST,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
        messages.success(
            self.request, _("予約をキャンセルしました。キャストにはメールでお知らせします。")
        )


class ReviewView(TalkFormView):
    form_class = ReviewForm
    form_name = "review_form"

    def perform(self, form: ReviewForm) -> None:
        review_talk(self.talk, by=self.request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(self.request, _("評価をお送りしました。ありがとうございます。"))
