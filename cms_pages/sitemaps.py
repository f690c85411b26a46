from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.sitemaps import Sitemap as PageSitemap

from cast_portal.models import Cast
from cms_pages.models import Announcement
from guest_portal.domain.finding import listed_casts


class ScreenSitemap(Sitemap):
    """Screens that belong to no page but that people may look for."""

    names = [
        "guest_portal:casts",
        "cast_portal:entry",
        "account_signup",
        "talk_rooms:call_test",
        "cms_pages:contact",
    ]

    def items(self) -> list[str]:
        return self.names

    def location(self, item: str) -> str:
        return reverse(item)


class CastSitemap(Sitemap):
    def items(self) -> QuerySet[Cast]:
        return listed_casts().order_by("pk")

    def location(self, item: Cast) -> str:
        return reverse("guest_portal:cast", args=[item.user.public_id])


class AnnouncementSitemap(Sitemap):
    def items(self) -> QuerySet[Announcement]:
        return Announcement.objects.public().shown_at(timezone.now()).order_by("pk")

    def lastmod(self, item: Announcement) -> datetime | None:
        return item.last_published_at


SITEMAPS = {
    "pages": PageSitemap,
    "screens": ScreenSitemap,
    "casts": CastSitemap,
    "announcements": AnnouncementSitemap,
}
