"""Public pages for visitors, kept as they were rendered until something on them changes."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Min, Q
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import post_page_move
from wagtail.views import serve as serve_wagtail_page

from accounts.models import TermsVersion
from cast_portal.models import Cast, CastPortalSettings, Category, Rank
from cms_pages.models import Announcement, FAQCategory, Question
from payouts.models import PayoutSettings
from talk_rooms.models import TalkRoomSettings

# Where processes share no cache, another one's change is seen after this at the latest.
LONGEST_SECONDS = 60
STATE = "visitor-pages"
# As the page itself would say: with another cookie it is another page.
HEADERS = {"Content-Type": "text/html; charset=utf-8", "Vary": "Cookie"}
SHOWN = (
    Announcement,
    Cast,
    CastPortalSettings,
    Category,
    FAQCategory,
    PageViewRestriction,
    PayoutSettings,
    Question,
    Rank,
    Site,
    TalkRoomSettings,
    TermsVersion,
)


def connect() -> None:
    for model in SHOWN:
        post_save.connect(forget_pages, sender=model)
        post_delete.connect(forget_pages, sender=model)
    # Pages of every type, and whatever is chosen for them.
    post_save.connect(forget_after_page)
    post_delete.connect(forget_after_page)
    post_page_move.connect(forget_pages)
    m2m_changed.connect(forget_pages, sender=Cast.categories.through)


def forget_after_page(sender: type, **kwargs: Any) -> None:
    if issubclass(sender, Page):
        forget_pages()


def forget_pages(**kwargs: Any) -> None:
    """All at once: pages kept under an earlier state are not looked for again.

    Once more after the commit, because a page may be rendered from the old rows until then.
    """
    begin_state()
    transaction.on_commit(begin_state)


def begin_state() -> None:
    cache.set(STATE, time.time_ns(), None)


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's own view, but for visitors whose page has been rendered a moment ago."""
    if not is_plain(request):
        return serve_wagtail_page(request, path)
    key = f"{STATE}:{cache.get(STATE, 0)}:{request.get_host()}:{request.path}"
    kept = cache.get(key)
    if kept is not None:
        return HttpResponse(kept, headers=HEADERS)
    response = rendered(serve_wagtail_page, request, path)
    if is_the_same_for_all(request, response):
        cache.set(key, response.content, seconds_to_keep(now=timezone.now()))
    return response


def is_plain(request: HttpRequest) -> bool:
    """Somebody of whom we know nothing asks for the page itself."""
    personal = (settings.SESSION_COOKIE_NAME, "messages")
    return (
        request.method == "GET"
        and not request.META.get("QUERY_STRING")
        and not any(name in request.COOKIES for name in personal)
    )


def rendered(view: Callable[..., HttpResponse], request: HttpRequest, path: str) -> HttpResponse:
    response = view(request, path)
    if callable(getattr(response, "render", None)):
        response.render()  # type: ignore[attr-defined]
    return response


def is_the_same_for_all(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.cookies
        and not response.has_header("Cache-Control")
        and response["Content-Type"].startswith("text/html")
        and "CSRF_COOKIE" not in request.META
        and not request.session.modified
    )


def seconds_to_keep(*, now: datetime) -> float:
    """No longer than until the next announcement is over."""
    ends = Announcement.objects.filter(Q(expire_at__gt=now), live=True)
    soonest = ends.aggregate(at=Min("expire_at"))["at"]
    return min(LONGEST_SECONDS, (soonest - now).total_seconds()) if soonest else LONGEST_SECONDS
