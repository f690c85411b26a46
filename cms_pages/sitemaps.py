from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from wagtail.contrib.sitemaps import Sitemap as PageSitemap


class ScreenSitemap(Sitemap):
    """Screens that belong to no page but that people may look for."""

    names = ["guest_portal:casts", "cast_portal:entry", "talk_rooms:call_test", "cms_pages:contact"]

    def items(self) -> list[str]:
        return self.names

    def location(self, item: str) -> str:
        return reverse(item)


SITEMAPS = {"pages": PageSitemap, "screens": ScreenSitemap}
