from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.gates import cast_required
from cast_portal.models import Cast
from guest_portal.domain.finding import FreeDay, find_casts, free_days, free_slots, listed_cast
from guest_portal.domain.reviews import standing_of
from guest_portal.forms import CastFilterForm, DayForm
from guest_portal.structured_data import profile_page
from kernel.structured_data import Crumb, home
from talk_rooms.models import TalkRoomSettings

CASTS_ON_A_PAGE = 12


def casts(request: HttpRequest) -> HttpResponse:
    form = CastFilterForm(request.GET)
    chosen = form.chosen()
    found = find_casts(**chosen, now=timezone.now())
    context = {
        "layout": layout(request),
        "form": form,
        "is_filtered": any(chosen.values()),
        "page": Paginator(found, CASTS_ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "guest_portal/casts.html", context)


def cast(request: HttpRequest, public_id: str) -> HttpResponse:
    shown = listed_cast(public_id)
    page = page_of(shown, request)
    context = {
        "trail": trail_to(shown, request),
        "share_picture": share_picture_of(shown),
        "structured_data": [profile_page(shown)],
        "may_reserve": may_reserve(request),
    }
    return render(request, "guest_portal/cast.html", page | context)


@cast_required
def preview(request: HttpRequest) -> HttpResponse:
    """The page as guests see it, for the cast whose own it is, listed or not."""
    shown = request.user.cast  # type: ignore[union-attr]
    context = {"is_preview": True, "is_public": shown.is_listed, "may_reserve": True}
    return render(request, "guest_portal/cast.html", page_of(shown, request) | context)


def page_of(cast: Cast, request: HttpRequest) -> dict[str, Any]:
    prefetch_related_objects([cast], "pictures", "categories")
    now = timezone.now()
    days = free_days(cast, now=now)
    day = chosen_day(request, days)
    return {
        "layout": layout(request),
        "cast": cast,
        "standing": standing_of(cast),
        "days": days,
        "day": day,
        "slots": free_slots(cast, day, now=now) if day else [],
        "picked": request.GET.getlist("slots"),
        "margins_seconds": 2 * TalkRoomSettings.load().margin_seconds,
    }


def share_picture_of(cast: Cast) -> dict[str, str] | None:
    picture = cast.main_picture
    return {"url": picture.image.url, "alt": str(cast)} if picture else None


def trail_to(cast: Cast, request: HttpRequest) -> list[Crumb]:
    casts_page = Crumb(_("キャストを探す"), reverse("guest_portal:casts"))
    return [home(), casts_page, Crumb(str(cast), request.path)]


def chosen_day(request: HttpRequest, days: list[FreeDay]) -> date | None:
    """The day asked for if anything is free on it, otherwise the first with a free time."""
    form = DayForm(request.GET)
    asked = form.cleaned_data.get("day") if form.is_valid() else None
    free = [one.day for one in days]
    return asked if asked in free else next(iter(free), None)


def layout(request: HttpRequest) -> str:
    """Guests keep their own navigation while they look around."""
    is_guest = request.user.is_authenticated and request.user.role == Role.GUEST
    return "portal.html" if is_guest else "base.html"


def may_reserve(request: HttpRequest) -> bool:
    """Visitors may begin and are asked to sign in on the way."""
    return not request.user.is_authenticated or request.user.role == Role.GUEST
