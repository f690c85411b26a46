"""Who sees which announcement where: news, feed, sitemap, search, dashboards."""

import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.utils.timezone import localtime

from cms_pages.enums import Audience
from cms_pages.models import Announcement
from cms_pages.tasks import publish_scheduled
from tests.factories import NOW, AnnouncementFactory, CastFactory, SilverFactory

ATOM = "{http://www.w3.org/2005/Atom}"
WORDS = "夏の合言葉"
BODY = json.dumps({"blocks": [{"type": "unstyled", "text": "本文です。"}], "entityMap": {}})
SURFACES = {
    "home": "/",
    "news": "/news/",
    "feed": "/news/feed/",
    "search": f"/search/?q={WORDS}",
    "cast": "/cast/",
    "guest": "/guest/",
    "list": "/my/announcements/",
}


@pytest.fixture(autouse=True)
def clock(pages):
    Announcement.objects.all().delete()
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


@pytest.fixture
def readers(client, sign_in, cast, guest, staff):
    return {
        "visitor": client,
        "guest": sign_in(guest),
        "cast": sign_in(cast.user),
        "other_cast": sign_in(CastFactory(rank=SilverFactory()).user),
        "staff": sign_in(staff),
    }


def surfaces_of(reader, one):
    """Where this person meets the announcement."""
    seen = {
        name
        for name, path in SURFACES.items()
        if f"/news/{one.pk}/" in reader.get(path).content.decode()
    }
    if f"/news/{one.pk}/<" in reader.get("/sitemap.xml").content.decode():
        seen.add("sitemap")
    return seen | ({"itself"} if reader.get(f"/news/{one.pk}/").status_code == 200 else set())


PUBLIC = {"home", "news", "feed", "search", "sitemap", "itself"}
CAST, GUEST = {"cast", "list", "itself"}, {"guest", "list", "itself"}


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        (
            Audience.EVERYONE,
            {
                "visitor": PUBLIC,
                "guest": PUBLIC | GUEST,
                "cast": PUBLIC | CAST,
                "other_cast": PUBLIC | CAST,
                "staff": PUBLIC,
            },
        ),
        (
            Audience.CASTS,
            {
                "visitor": set(),
                "guest": set(),
                "cast": CAST,
                "other_cast": CAST,
                "staff": {"itself"},
            },
        ),
        (
            Audience.RANKS,
            {
                "visitor": set(),
                "guest": set(),
                "cast": CAST,
                "other_cast": set(),
                "staff": {"itself"},
            },
        ),
        (
            Audience.GUESTS,
            {
                "visitor": set(),
                "guest": GUEST,
                "cast": set(),
                "other_cast": set(),
                "staff": {"itself"},
            },
        ),
    ],
)
def test_everybody_meets_an_announcement_only_where_it_is_meant_for_them(
    readers, cast, audience, expected
):
    ranks = [cast.rank] if audience == Audience.RANKS else []
    one = AnnouncementFactory(title=WORDS, audience=audience, ranks=ranks)

    assert {name: surfaces_of(reader, one) for name, reader in readers.items()} == expected


def test_announcement_scheduled_in_the_admin_appears_and_disappears_by_itself(
    sign_in, staff, client, clock
):
    form = {
        "title": WORDS,
        "body": BODY,
        "audience": "everyone",
        "go_live_at": f"{localtime(NOW + timedelta(hours=1)):%Y-%m-%d %H:%M}",
        "expire_at": f"{localtime(NOW + timedelta(hours=2)):%Y-%m-%d %H:%M}",
        "action-publish": "1",
    }
    sign_in(staff).post("/admin/snippets/cms_pages/announcement/add/", form)
    one = Announcement.objects.get()
    seen = []
    for minutes in (30, 61, 119, 121):
        clock.move_to(NOW + timedelta(minutes=minutes))
        # The task of the last minute has not run yet: what is over must be gone all the same.
        if minutes != 121:
            publish_scheduled()
        seen.append(surfaces_of(client, one))

    assert seen == [set(), PUBLIC, PUBLIC, set()]
    publish_scheduled()
    one.refresh_from_db()
    assert not one.live


def test_announcement_not_for_everybody_is_kept_by_no_cache_and_no_search_engine(
    sign_in, cast, client
):
    private = AnnouncementFactory(audience=Audience.CASTS)
    public = AnnouncementFactory()

    hidden = sign_in(cast.user).get(f"/news/{private.pk}/")
    open_to_all = client.get(f"/news/{public.pk}/")

    assert {"no-store", "private"} <= set(hidden["Cache-Control"].split(", "))
    assert "noindex" in hidden.content.decode()
    assert "noindex" not in open_to_all.content.decode()


def test_feed_is_valid_atom_with_links_that_work_elsewhere(client, page_at, settings):
    body = f'<p><a linktype="page" id="{page_at("ranks").pk}">ランク</a>をご覧ください。</p>'
    one = AnnouncementFactory(title="報酬 & ランク", body=body, last_published_at=NOW)

    response = client.get("/news/feed/")

    feed = ElementTree.fromstring(response.content)  # noqa: S314 (our own)
    entry = feed.find(f"{ATOM}entry")
    assert response["Content-Type"].startswith("application/atom+xml")
    for part in (feed, entry):
        assert all(part.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert entry.findtext(f"{ATOM}title") == "報酬 & ランク"
    assert entry.find(f"{ATOM}link").get("href").endswith(f"/news/{one.pk}/")
    assert f'href="{settings.SITE_URL}/ranks/"' in entry.findtext(f"{ATOM}summary")


def test_news_page_tells_readers_where_its_feed_is(client):
    assert (
        '<link rel="alternate" type="application/atom+xml"' in client.get("/news/").content.decode()
    )


def test_news_page_has_words_for_no_news(client):
    assert "お知らせはまだありません" in client.get("/news/").content.decode()


def test_later_pages_of_the_news_are_reached(client):
    AnnouncementFactory.create_batch(21)

    first, second = (client.get(f"/news/?page={number}") for number in (1, 2))

    assert len(first.context["announcements"]) == 20
    assert len(second.context["announcements"]) == 1


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("path", ["/news/", "/news/feed/"])
def test_news_ask_the_database_equally_often(client, count, path, django_assert_max_num_queries):
    AnnouncementFactory.create_batch(count)
    client.get(path)

    with django_assert_max_num_queries(9):
        client.get(path)


def test_preview_looks_like_the_page_itself(sign_in, staff):
    one = AnnouncementFactory(title=WORDS)
    client = sign_in(staff)
    address = f"/admin/snippets/cms_pages/announcement/preview/{one.pk}/"
    form = {"title": "下書きの題名", "body": BODY, "audience": "casts"}

    client.post(address, form)
    html = client.get(address).content.decode()

    assert "下書きの題名" in html
    assert 'class="site-header"' in html


@pytest.mark.parametrize(
    ("audience", "chooses", "words"),
    [
        ("ranks", False, "お知らせするランクを1つ以上選んでください。"),
        ("casts", True, "相手を「選んだランクのキャスト」にしてください。"),
    ],
)
def test_audience_and_ranks_must_agree(sign_in, staff, cast, audience, chooses, words):
    form = {"title": WORDS, "body": BODY, "audience": audience}
    ranks = {"ranks": [cast.rank.pk]} if chooses else {}

    response = sign_in(staff).post(
        "/admin/snippets/cms_pages/announcement/add/", form | ranks | {"action-publish": "1"}
    )

    assert words in response.content.decode()
    assert not Announcement.objects.filter(live=True).exists()


def test_chosen_ranks_are_kept_by_drafts_until_they_are_published(sign_in, staff, cast):
    form = {
        "title": WORDS,
        "body": BODY,
        "audience": "ranks",
        "ranks": [cast.rank.pk],
    }
    client = sign_in(staff)
    client.post("/admin/snippets/cms_pages/announcement/add/", form)
    one = Announcement.objects.get()

    one.get_latest_revision().publish()

    assert list(one.ranks.all()) == [cast.rank]
    assert f"/news/{one.pk}/" in sign_in(cast.user).get("/cast/").content.decode()
