from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast_portal.models import CastPortalSettings, Rank
from tests.cms_pages.pages_as_read import read
from tests.factories import CastFactory, CategoryFactory

PATHS = [
    "/",
    "/guide/",
    "/guide/cast/",
    "/guide/guest/",
    "/faq/",
    "/ranks/",
    "/call-system/",
    "/terms/",
    "/terms/cast/",
    "/terms/guest/",
    "/privacy/",
    "/legal/",
    "/news/",
]


@pytest.mark.parametrize("path", PATHS)
def test_page_answers_with_few_queries_when_warm(returning, pages, path):
    returning.get(path)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = returning.get(path)

    assert response.status_code == 200
    assert len(queries) <= 12


@pytest.mark.parametrize("path", [*PATHS, "/contact/"])
def test_page_has_one_title_and_headings_in_order(client, pages, path):
    levels = read(client.get(path)).levels

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))


@pytest.mark.parametrize("path", [*PATHS, "/contact/"])
def test_page_needs_nothing_inline_and_nothing_from_elsewhere(client, pages, path):
    response = client.get(path)
    seen = read(response)

    assert "unsafe-inline" not in response["Content-Security-Policy"]
    assert seen.inline == []
    assert all(one.startswith(("/", "http://testserver/")) for one in seen.sources)
    assert len(seen.ids) == len(set(seen.ids))


@pytest.mark.parametrize("path", [*PATHS, "/contact/"])
def test_page_tells_search_engines_what_it_is(client, pages, path):
    html = client.get(path).content.decode()

    assert f'<link rel="canonical" href="http://testserver{path}">' in html
    assert html.count('<meta name="description"') == 1
    assert "{{" not in html


def test_every_link_of_the_demo_leads_somewhere(client, pages):
    paths = {
        link.split("#")[0]
        for path in [*PATHS, "/contact/"]
        for link in read(client.get(path)).links
        if link.startswith("/")
    }

    answers = {path: client.get(path).status_code for path in sorted(paths)}

    assert {path: code for path, code in answers.items() if code not in (200, 302)} == {}


def test_anchors_of_the_guide_lead_to_its_steps(client, pages):
    seen = read(client.get("/guide/cast/"))

    anchors = {link[1:] for link in seen.links if link.startswith("#")}

    assert {"step-1", "step-6", "step-1-1", "step-2-3"} <= anchors
    assert anchors <= set(seen.ids)


def test_breadcrumb_leads_back_to_the_parents(client, pages):
    html = client.get("/guide/cast/").content.decode()
    trail = html[html.index('<nav class="trail"') :].split("</nav>")[0]

    assert trail.index('href="/"') < trail.index('href="/guide/"')
    assert 'aria-current="page">キャストのご利用方法' in trail


def test_ranks_table_shows_the_ranks_of_today(client, pages):
    Rank.objects.filter(slug="blue").update(reward_yen=1234)

    html = client.get("/ranks/").content.decode()

    assert "1,234" in html
    assert html.index("ブルー") < html.index("ブラック")
    assert "インビテーション" in html


@pytest.mark.parametrize("path", ["/", "/ranks/"])
def test_more_ranks_cost_no_more_queries(returning, pages, path, django_assert_num_queries):
    Rank.objects.filter(slug="black").delete()
    returning.get(path)
    with CaptureQueriesContext(connection) as with_one:
        returning.get(path)
    for order in (6, 7):
        Rank.objects.create(
            name=f"ランク{order}", slug=f"r{order}", order=order, reward_yen=1, price_points=1
        )

    with django_assert_num_queries(len(with_one)):
        returning.get(path)


def test_guides_follow_the_settings(client, pages):
    settings = CastPortalSettings.load()
    settings.slot_seconds = 600
    settings.save()

    html = client.get("/guide/cast/").content.decode()

    assert "予約は1枠10分です" in html
    assert "9:30 – 10:00" in html


def test_home_introduces_listed_casts_with_constant_queries(
    returning, pages, django_assert_num_queries
):
    CastFactory(user__public_name="みなと").categories.add(CategoryFactory())
    returning.get("/")
    with CaptureQueriesContext(connection) as with_one:
        html = returning.get("/").content.decode()
    for _ in range(2):
        CastFactory().categories.add(CategoryFactory())
    CastFactory(user__public_name="かくれんぼ", is_listed=False)

    with django_assert_num_queries(len(with_one)):
        more = returning.get("/").content.decode()

    assert "みなと" in html
    assert "かくれんぼ" not in more
    assert "山田" not in more
