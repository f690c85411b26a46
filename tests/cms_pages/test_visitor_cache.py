"""Visitors get pages as they were rendered a moment ago, and never anything that has changed."""

from datetime import timedelta

import pytest
import time_machine
from wagtail.models import PageViewRestriction

from cast_portal.models import Rank
from cms_pages.models import Announcement
from cms_pages.visitor_cache import LONGEST_SECONDS
from tests.factories import NOW, AnnouncementFactory


@pytest.fixture(autouse=True)
def clock(pages):
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


def test_second_visitor_costs_no_query(client, django_assert_num_queries):
    first = client.get("/").content

    with django_assert_num_queries(0):
        second = client.get("/")

    assert second.content == first
    assert second["Content-Type"] == "text/html; charset=utf-8"
    assert "Content-Security-Policy" in second
    assert "Cookie" in second["Vary"]


def test_what_is_published_shows_at_once(client, page_at):
    client.get("/ranks/")
    page = page_at("ranks")
    page.title = "あたらしい題名"

    page.save_revision().publish()

    assert "あたらしい題名" in client.get("/ranks/").content.decode()


def test_change_of_a_rank_shows_at_once(client):
    client.get("/ranks/")
    rank = Rank.objects.get(slug="blue")
    rank.reward_yen = 12345
    rank.save()

    assert "12,345" in client.get("/ranks/").content.decode()


def test_page_taken_down_is_gone_at_once(client, page_at):
    client.get("/ranks/")

    page_at("ranks").unpublish()

    assert client.get("/ranks/").status_code == 404


def test_change_that_another_process_made_shows_within_a_minute(client, clock):
    client.get("/ranks/")
    Rank.objects.filter(slug="blue").update(reward_yen=12345)
    stale = "12,345" in client.get("/ranks/").content.decode()

    clock.shift(LONGEST_SECONDS + 1)

    assert (stale, "12,345" in client.get("/ranks/").content.decode()) == (False, True)


def test_announcement_is_gone_from_a_kept_page_when_it_is_over(client, clock):
    Announcement.objects.all().delete()
    AnnouncementFactory(title="もうすぐ終わる", expire_at=NOW + timedelta(seconds=5))
    before = client.get("/news/").content.decode()

    clock.shift(6)

    assert "もうすぐ終わる" in before
    assert "もうすぐ終わる" not in client.get("/news/").content.decode()


def test_person_who_is_signed_in_gets_an_own_page_and_leaves_none(client, sign_in, guest):
    own = sign_in(guest).get("/").content.decode()

    assert guest.get_full_name() in own
    assert guest.get_full_name() not in client.get("/").content.decode()


def test_page_behind_a_password_is_kept_for_nobody(client, page_at):
    page = page_at("ranks")
    client.get("/ranks/")
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="ひらけごま"
    )

    asked = [client.get("/ranks/") for _ in range(2)]

    tokens = [answer.context["csrf_token"] for answer in asked]
    assert str(tokens[0]) != str(tokens[1])


def test_searches_are_not_kept(client):
    client.get("/faq/?q=報酬")

    assert "報酬" in client.get("/faq/?q=報酬").content.decode()
    assert "「報酬」を含む" not in client.get("/faq/").content.decode()
