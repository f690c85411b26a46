from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from cms_pages.domain.announcements import announcements_for
from cms_pages.enums import Audience
from cms_pages.models import Announcement
from cms_pages.tasks import publish_scheduled
from tests.factories import NOW, AnnouncementFactory, SilverFactory


def announce(title="お知らせ", **fields):
    return AnnouncementFactory(title=title, **fields)


def titles(user):
    return {one.title for one in announcements_for(user, now=NOW)}


@pytest.fixture(autouse=True)
def no_others(db):
    Announcement.objects.all().delete()


@pytest.fixture
def one_for_each(db):
    announce("全員へ", audience=Audience.EVERYONE)
    announce("キャストへ", audience=Audience.CASTS)
    announce("ゲストへ", audience=Audience.GUESTS)


def test_visitor_reads_only_public_announcements(one_for_each):
    assert titles(AnonymousUser()) == {"全員へ"}


def test_guest_never_reads_what_is_for_casts(one_for_each, guest):
    assert titles(guest) == {"全員へ", "ゲストへ"}


def test_cast_never_reads_what_is_for_guests(one_for_each, cast):
    assert titles(cast.user) == {"全員へ", "キャストへ"}


def test_staff_read_all_announcements(one_for_each, staff):
    assert titles(staff) == {"全員へ", "キャストへ", "ゲストへ"}


def test_home_page_shows_a_visitor_no_announcement_for_casts(client, pages):
    announce("キャストだけの話", audience=Audience.CASTS)
    announce("みなさまへの話")

    html = client.get("/").content.decode()

    assert "みなさまへの話" in html
    assert "キャストだけの話" not in html


def test_announcement_is_gone_at_the_second_it_expires(db):
    announce("もうすぐ終わる", expire_at=NOW + timedelta(seconds=1))
    announce("いま終わった", expire_at=NOW)

    assert titles(AnonymousUser()) == {"もうすぐ終わる"}


def test_draft_announcement_is_shown_to_nobody(db, staff):
    announce("下書き", live=False)

    assert titles(staff) == set()


def test_scheduled_announcement_appears_and_disappears_by_itself(db):
    with time_machine.travel(NOW, tick=False) as clock:
        draft = Announcement(
            title="予告",
            body="<p>本文</p>",
            live=False,
            go_live_at=NOW + timedelta(hours=1),
            expire_at=NOW + timedelta(hours=2),
        )
        draft.save()
        draft.save_revision().publish()
        publish_scheduled()
        assert not announcements_for(AnonymousUser(), now=NOW)

        clock.move_to(NOW + timedelta(hours=1, minutes=1))
        publish_scheduled()
        assert len(announcements_for(AnonymousUser(), now=NOW + timedelta(hours=1, minutes=1))) == 1

        clock.move_to(NOW + timedelta(hours=2, minutes=1))
        publish_scheduled()
        assert (
            announcements_for(AnonymousUser(), now=NOW + timedelta(hours=2, minutes=1)).count() == 0
        )
    assert not Announcement.objects.get().live


def test_cast_reads_what_is_for_the_own_rank_only(cast):
    announce("自分のランクへ", audience=Audience.RANKS, ranks=[cast.rank])
    announce("ほかのランクへ", audience=Audience.RANKS, ranks=[SilverFactory()])
    announce("両方へ", audience=Audience.RANKS, ranks=[cast.rank, SilverFactory()])

    assert titles(cast.user) == {"自分のランクへ", "両方へ"}


def test_announcement_for_ranks_is_for_no_guest_and_no_visitor(cast, guest):
    announce("ランクへ", audience=Audience.RANKS, ranks=[cast.rank])

    assert titles(guest) == titles(AnonymousUser()) == set()


def render(user, tag="announcements"):
    request = RequestFactory().get("/")
    request.user = user
    template = Template("{% load announcement_tags %}{% " + tag + " %}")
    return template.render(Context({"request": request}))


def test_dashboard_renders_links_of_all_bodies_with_constant_queries(
    pages, page_at, cast, django_assert_num_queries
):
    body = f'<p><a linktype="page" id="{page_at("ranks").pk}">ランク</a></p>'
    announce("1", body=body, is_important=True)
    render(cast.user)
    with CaptureQueriesContext(connection) as with_one:
        render(cast.user)
    announce("2", body=body, is_important=True)
    announce("3", body=body, is_important=True)

    with django_assert_num_queries(len(with_one)):
        html = render(cast.user)

    assert html.count('href="/ranks/"') == 3


def test_tag_renders_nothing_when_there_is_nothing_to_say(cast):
    assert '<div data-live="announcements"></div>' in render(cast.user)
    assert render(AnonymousUser(), "news").strip() == ""
