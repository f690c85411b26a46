from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cast_portal.domain.grid import PartOfDay, day_of, part_at
from cast_portal.domain.queries import Cell, day_counts, schedule_cells, slot_for
from cast_portal.domain.schedule import (
    booking_opens_at,
    last_day_on_offer,
    offer_slots,
    release_slot,
)
from cast_portal.forms.schedule import OfferForm, Place, PlaceForm, ReleaseForm, place_of
from cast_portal.models import CastPortalSettings
from cast_portal.views.offered import tell_offered
from cast_portal.views.portal import CastPageMixin
from kernel.forms import VerbFormView

WEEK = 7


class ScheduleView(CastPageMixin, VerbFormView):
    template_name = "cast_portal/schedule.html"
    form_class = OfferForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.rules = CastPortalSettings.load(request)
        self.today = day_of(self.now)
        self.last = last_day_on_offer(self.rules, now=self.now)
        self.opens_at = booking_opens_at(self.rules, now=self.now)
        self.place = place_of(
            PlaceForm(request.GET), today=self.today, last=self.last, part_now=part_at(self.now)
        )

    def perform(self, form: OfferForm) -> None:
        offered = offer_slots(self.cast, starts=form.cleaned_data["starts"], now=self.now)
        tell_offered(self.request, offered)

    def get_success_url(self) -> str:
        """The fragment tells the page's script that what it kept ticked is saved."""
        return f"{schedule_url(self.place)}#saved"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        length = timedelta(seconds=self.rules.slot_seconds)
        cells = schedule_cells(
            self.cast,
            day=self.place.day,
            part=self.place.part,
            length=length,
            opens_at=self.opens_at,
            now=self.now,
        )
        context = super().get_context_data(
            place=self.place,
            hours=by_hour([cell for cell in cells if cell.slot or cell.is_open]),
            has_open_cells=any(cell.is_open for cell in cells),
            parts=PartOfDay,
            rules=self.rules,
            shows_seconds=bool(self.rules.slot_seconds % 60),
            **self.strip(),
            **kwargs,
        )
        context["ticked"] = set(context["form"].data.getlist("starts")) if kwargs else set()
        return context

    def strip(self) -> dict[str, Any]:
        """The week around the day shown, counted from today, and the ways to its neighbours."""
        weeks = (self.place.day - self.today).days // WEEK
        first = self.today + timedelta(days=weeks * WEEK)
        shown = min(WEEK, (self.last - first).days + 1)
        following = first + timedelta(days=WEEK)
        return {
            "days": day_counts(self.cast, first=first, days=shown, opens_at=self.opens_at),
            "previous_week": first - timedelta(days=WEEK) if weeks else None,
            "next_week": following if following <= self.last else None,
        }


class ReleaseView(CastPageMixin, VerbFormView):
    template_name = "cast_portal/release.html"
    form_class = ReleaseForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.slot = slot_for(self.cast, kwargs["slot_id"])
        except Http404:
            messages.info(request, _("この枠はすでに解除されています。"))
            return HttpResponseRedirect(reverse("cast_portal:schedule"))
        self.place = Place(day_of(self.slot.starts_at), part_at(self.slot.starts_at))
        return super().dispatch(request, *args, **kwargs)

    def perform(self, form: ReleaseForm) -> None:
        release_slot(self.slot, by=self.cast.user, now=self.now)
        start = date_format(localtime(self.slot.starts_at), "n月j日(D) G:i")
        messages.success(self.request, _("%(start)sの枠を解除しました。") % {"start": start})

    def get_success_url(self) -> str:
        return schedule_url(self.place)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = schedule_url(self.place)
        return super().get_context_data(slot=self.slot, back=back, **kwargs)


def schedule_url(place: Place) -> str:
    query = urlencode({"date": place.day.isoformat(), "part": int(place.part)})
    return f"{reverse('cast_portal:schedule')}?{query}"


def by_hour(cells: Sequence[Cell]) -> list[tuple[datetime, list[Cell]]]:
    """The cells under the full hour in which they begin."""

    def hour_of(cell: Cell) -> datetime:
        return localtime(cell.starts_at).replace(minute=0, second=0, microsecond=0)

    return [(hour, list(found)) for hour, found in groupby(cells, key=hour_of)]
