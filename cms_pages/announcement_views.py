from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import ListView

from accounts.gates import SignedInRequest
from cms_pages.domain.announcements import (
    announcement_for,
    announcements_for,
    is_reader,
    mark_read,
    with_html,
)
from cms_pages.models import Announcement
from cms_pages.structured_data import with_absolute_links
from kernel.structured_data import Crumb, home

IN_THE_FEED = 20
NEWS = "/news/"


@require_safe
def announcement(request: HttpRequest, pk: int) -> HttpResponse:
    """One announcement, for those whom it is meant for; looking at it is reading it."""
    found = announcement_for(request.user, pk, now=timezone.now())
    with_html([found])
    if request.user.is_authenticated:
        mark_read(found, by=request.user, now=timezone.now())
    trail = [home(), Crumb(_("お知らせ"), NEWS), Crumb(found.title, request.path)]
    context = {"announcement": found, "trail": trail}
    response = render(request, "cms_pages/announcement.html", context)
    if not found.is_public:
        add_never_cache_headers(response)
    return response


@require_POST
@login_required
def confirm_reading(request: SignedInRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    mark_read(announcement_for(request.user, pk, now=now), by=request.user, now=now)
    return redirect("accounts:home")


class MyAnnouncementsView(ListView):
    """Everything that a cast or a guest may read, with what they have not read on top."""

    template_name = "cms_pages/my_announcements.html"
    context_object_name = "announcements"
    paginate_by = 20

    def get_queryset(self) -> QuerySet[Announcement]:
        if not is_reader(self.request.user):
            raise Http404
        return announcements_for(self.request.user, now=timezone.now())


class AnnouncementFeed(Feed):
    feed_type = Atom1Feed
    title = "サシトークのお知らせ"
    subtitle = "サシトーク事務局からのお知らせです。"
    author_name = "サシトーク事務局"
    language = "ja"

    def link(self) -> str:
        return NEWS

    def feed_url(self) -> str:
        return reverse("cms_pages:feed")

    def items(self) -> list[Announcement]:
        shown = Announcement.objects.public().shown_at(timezone.now()).newest_first()
        return with_html(shown[:IN_THE_FEED])

    def item_title(self, item: Announcement) -> str:
        return item.title

    def item_description(self, item: Announcement) -> str:
        return with_absolute_links(item.html)

    def item_pubdate(self, item: Announcement) -> datetime | None:
        return item.first_published_at

    def item_updateddate(self, item: Announcement) -> datetime | None:
        return item.last_published_at or item.first_published_at
