"""What search engines are shown the way to, and what they are kept from."""

from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from cms_pages.models import Announcement
from tests.cms_pages.pages_as_read import read
from tests.cms_pages.test_pages import PATHS
from tests.factories import CastFactory

NAMES = {"": "http://www.sitemaps.org/schemas/sitemap/0.9"}
SCREENS = ["/contact/", "/casts/", "/cast/entry/", "/call-test/", "/accounts/signup/"]


@pytest.fixture
def listed(client, pages):
    """listed() is {address: day of the last change, or None} of the sitemap."""

    def fetch() -> dict[str, str | None]:
        root = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 (our own)
        return {
            url.findtext("loc", namespaces=NAMES): url.findtext("lastmod", namespaces=NAMES)
            for url in root
        }

    return fetch


def test_sitemap_lists_the_public_pages_and_screens_and_no_others(listed):
    news = [one.get_absolute_url() for one in Announcement.objects.public()]

    assert set(listed()) == {f"http://testserver{path}" for path in [*PATHS, *SCREENS, *news]}


def test_sitemap_tells_when_a_page_changed(listed):
    days = listed()

    assert all(days[f"http://testserver{path}"] for path in PATHS)


def test_sitemap_lists_casts_who_are_listed(listed):
    cast = CastFactory()
    hidden = CastFactory(is_listed=False)
    blocked = CastFactory(user__is_active=False)

    found = listed()

    for one, is_listed in ((cast, True), (hidden, False), (blocked, False)):
        path = reverse("guest_portal:cast", args=[one.user.public_id])
        assert (f"http://testserver{path}" in found) == is_listed


def test_page_leaves_the_sitemap_with_the_site(listed, page_at):
    page_at("ranks").unpublish()
    PageViewRestriction.objects.create(page=page_at("call-system"), restriction_type="login")

    found = listed()

    assert "http://testserver/ranks/" not in found
    assert "http://testserver/call-system/" not in found


def test_no_listed_address_asks_not_to_be_found(client, listed):
    CastFactory()
    for address in listed():
        page = read(client.get(address.removeprefix("http://testserver")))

        assert page.canonical == address
        assert "robots" not in page.meta


def test_robots_are_kept_from_private_places_only(client, listed):
    response = client.get("/robots.txt")
    robots = RobotFileParser()
    robots.parse(response.content.decode().splitlines())

    assert response["Content-Type"].startswith("text/plain")
    assert robots.site_maps() == ["http://testserver/sitemap.xml"]
    assert all(robots.can_fetch("*", address) for address in listed())
    for path in ("/talks/x/room/", "/cast/", "/guest/talks/", "/admin/", "/my/", "/consent/"):
        assert not robots.can_fetch("*", f"http://testserver{path}")
    # They must be read for their own wish not to be listed.
    for path in ("/search/", "/contact/sent/", "/accounts/login/"):
        assert robots.can_fetch("*", f"http://testserver{path}")
