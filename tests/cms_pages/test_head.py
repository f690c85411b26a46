"""What a public page says of itself to search engines and to those with whom it is shared."""

import pytest
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from tests.cms_pages.pages_as_read import read
from tests.cms_pages.test_pages import PATHS
from tests.factories import CastFactory

SCREENS = [
    "/contact/",
    "/casts/",
    "/cast/entry/",
    "/call-test/",
    "/accounts/signup/",
    "/accounts/login/",
]
SHARED = {
    "og:site_name": "サシトーク",
    "og:locale": "ja_JP",
    "og:image": "http://testserver/static/brand/share.png",
    "og:image:width": "1200",
    "og:image:height": "630",
    "og:image:alt": "サシトーク",
    "twitter:card": "summary_large_image",
}


@pytest.fixture
def seen(client):
    return lambda path, **query: read(client.get(path, query))


@pytest.mark.parametrize("path", [*PATHS, *SCREENS])
def test_public_page_can_be_found_and_shared(seen, pages, path):
    page = seen(path, utm_source="mail")

    assert page.canonical == f"http://testserver{path}" == page.meta["og:url"]
    assert SHARED.items() <= page.meta.items()
    assert page.meta["og:title"]
    assert page.meta["og:description"] == page.meta["description"] != ""
    assert page.meta["og:type"] == "website"
    assert "robots" not in page.meta


def test_descriptions_tell_pages_apart(seen, pages):
    descriptions = [seen(path).meta["description"] for path in [*PATHS, *SCREENS]]

    assert len(set(descriptions)) == len(descriptions)


def test_cast_profile_is_shared_under_the_public_name_only(seen, pages):
    cast = CastFactory(user__public_name='みなと"<b>', introduction="海の話を&<しましょう>。")
    path = reverse("guest_portal:cast", args=[cast.user.public_id])

    page = seen(path)

    assert page.canonical == f"http://testserver{path}"
    assert page.meta["og:title"] == 'みなと"<b>'
    assert page.meta["og:description"] == "海の話を&<しましょう>。"
    assert page.meta["og:type"] == "profile"
    crumbs = page.data_of("BreadcrumbList")["itemListElement"]
    assert [crumb["name"] for crumb in crumbs] == ["ホーム", "キャストを探す", 'みなと"<b>']


def test_later_page_of_a_list_has_an_address_of_its_own(seen, pages):
    CastFactory.create_batch(13)

    assert seen("/casts/", page="2").canonical == "http://testserver/casts/?page=2"
    assert seen("/casts/", page="99", sort="x").canonical == "http://testserver/casts/?page=2"
    assert seen("/casts/", page="1").canonical == "http://testserver/casts/"
    filtered = seen("/casts/", page="2", rank="gold")
    assert filtered.canonical == "http://testserver/casts/"


def test_filtered_questions_are_the_same_page(seen, pages):
    assert seen("/faq/", q="手数料").canonical == "http://testserver/faq/"


@pytest.mark.parametrize(
    "path",
    ["/search/", "/contact/sent/", "/cast/entry/mailed/", "/accounts/password/reset/", "/nowhere/"],
)
def test_what_nobody_should_find_says_so(seen, pages, path):
    page = seen(path)

    assert page.meta["robots"] == "noindex"
    assert page.canonical is None
    assert "og:url" not in page.meta


def test_facts_stand_in_descriptions_by_their_value(seen, page_at):
    page = page_at("ranks")
    page.search_description = "1枠{{枠の長さ}}の報酬"
    page.save_revision().publish()

    assert seen("/ranks/").meta["og:description"] == "1枠3分の報酬"


def test_unknown_fact_in_a_description_is_refused(page_at):
    page = page_at("ranks")
    page.search_description = "{{枠のながさ}}"

    with pytest.raises(Exception, match="枠のながさ") as refused:
        page.full_clean()

    assert "search_description" in refused.value.message_dict


def test_page_without_words_of_its_own_is_described_as_the_site(seen, page_at):
    page = page_at("ranks")
    page.search_description = page.lead = ""
    page.save_revision().publish()

    assert "ビデオトーク" in seen("/ranks/").meta["description"]


def test_page_is_shared_with_the_picture_that_an_editor_chose(seen, page_at):
    Collection.add_root(name="Root")
    picture = get_test_image_file("talk.png", size=(1400, 900))
    page = page_at("ranks")
    page.share_image = get_image_model().objects.create(title="5つのランク", file=picture)
    page.save_revision().publish()

    meta = seen("/ranks/").meta

    assert meta["og:image"].startswith("http://testserver/media/images/")
    assert meta["og:image"].endswith(".jpg")
    assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "630")
    assert meta["og:image:alt"] == "5つのランク"
