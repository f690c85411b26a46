from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView, TemplateView

from cast_portal.domain.booking import cancel_reservation
from cast_portal.domain.queries import (
    cancelled,
    months_of,
    next_at_hand,
    past,
    reports_due,
    reservation_for,
    reservations_of,
    upcoming,
)
from cast_portal.domain.stages import report_of, rows_of, stage_of
from cast_portal.enums import Stage
from cast_portal.forms.talk import CancelForm
from cast_portal.forms.talks import TalkFilterForm
from cast_portal.models import Reservation
from cast_portal.views.kept_words import keep_for_office
from cast_portal.views.portal import CastPageMixin
from kernel.forms import PostedMixin, VerbFormView
from talk_rooms.enums import Side

Reservations = QuerySet[Reservation]
LISTS: dict[str, tuple[Any, Callable[[Reservations, datetime], Reservations]]] = {
    "upcoming": (gettext_lazy("これから"), lambda mine, now: upcoming(mine, now=now)),
    "past": (gettext_lazy("終了"), lambda mine, now: past(mine, now=now)),
    "cancelled": (gettext_lazy("キャンセル"), lambda mine, now: cancelled(mine)),
}


class TalksView(CastPageMixin, ListView):
    template_name = "cast_portal/talks.html"
    paginate_by = 20

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        asked = request.GET.get("show", "")
        self.show = asked if asked in LISTS else "upcoming"
        self.months = list(months_of(self.cast))
        self.filter = self.filter_of(self.show)

    def get_queryset(self) -> Reservations:
        choose = LISTS[self.show][1]
        return self.filter.narrowed(choose(reservations_of(self.cast), self.now))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(
            show=self.show,
            form=self.filter,
            is_filtered=bool(self.filter.wanted()),
            kept=self.query_of(self.show),
            lists=[(key, label, self.query_of(key)) for key, (label, _choose) in LISTS.items()],
            due=reports_due(reservations_of(self.cast), now=self.now),
            **kwargs,
        )
        return context | {"rows": rows_of(context["object_list"], now=self.now)}

    def filter_of(self, show: str) -> TalkFilterForm:
        return TalkFilterForm(self.request.GET, months=self.months, has_reports=show == "past")

    def query_of(self, show: str) -> str:
        """The address of a list, narrowed by what is asked for now and makes sense there."""
        return urlencode({"show": show, **self.filter_of(show).as_asked()})


class ReservationMixin(CastPageMixin):
    """A page about one talk of this cast."""

    reservation: Reservation

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.reservation = reservation_for(self.cast, kwargs["public_id"])
        self.stage = stage_of(self.reservation, now=self.now)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        talk = self.reservation.talk
        return super().get_context_data(
            reservation=self.reservation,
            talk=talk,
            guest=talk.guest,
            stage=self.stage,
            report=report_of(talk),
            draft=f"report-{talk.public_id}",
            **kwargs,
        )

    @cached_property
    def following(self) -> Reservation | None:
        return next_at_hand(self.cast, after=self.reservation.talk, now=self.now)

    @property
    def may_cancel(self) -> bool:
        in_time = self.now <= self.reservation.cast_may_cancel_until
        return self.stage == Stage.UPCOMING and in_time


class TalkView(ReservationMixin, TemplateView):
    template_name = "cast_portal/talk.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", CancelForm())
        return super().get_context_data(may_cancel=self.may_cancel, **kwargs)


class CancelView(ReservationMixin, PostedMixin, VerbFormView):
    """Its answer to a refusal is the talk's page, with the reason kept."""

    template_name = "cast_portal/talk.html"
    form_class = CancelForm

    def perform(self, form: CancelForm) -> None:
        cancel_reservation(
            self.reservation.talk,
            by=self.cast.user,
            side=Side.CAST,
            reason=form.cleaned_data["reason"],
            now=self.now,
        )
        messages.success(
            self.request, _("キャンセルしました。ゲストにはメールでお知らせしています。")
        )

    def form_invalid(self, form: CancelForm) -> HttpResponse:
        if not self.may_cancel:
            words = form.data.get("reason", "")
            keep_for_office(self.request, self.reservation.talk.public_id, words)
        return super().form_invalid(form)

    def get_success_url(self) -> str:
        return reverse("cast_portal:talk", args=[self.reservation.talk.public_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_cancel=self.may_cancel, **kwargs)


class MemoPartView(ReservationMixin, TemplateView):
    """The memo on the talk's guest and the guest's card alone, for the room's page."""

    template_name = "cast_portal/memo_part.html"
