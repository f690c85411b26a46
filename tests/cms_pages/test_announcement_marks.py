"""What a cast or a guest has read, and what stays on top until then."""

from datetime import timedelta

import pytest
import time_machine

from cms_pages.domain.announcements import announcements_for, mark_read, unread_count
from cms_pages.enums import Audience
from cms_pages.models import AnnouncementRead
from tests.factories import NOW, AnnouncementFactory, CastFactory

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock(page_tree):
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


@pytest.fixture
def reader(guest):
    guest.date_joined = NOW - 30 * DAY
    guest.save()
    return guest


def titles(user):
    return [one.title for one in announcements_for(user, now=NOW)]


def test_important_one_stays_on_top_until_it_is_read(reader):
    important = AnnouncementFactory(
        title="古いけれど重要", is_important=True, first_published_at=NOW - 9 * DAY
    )
    AnnouncementFactory(title="新しい")

    before = titles(reader)
    mark_read(important, by=reader, now=NOW)

    assert before == ["古いけれど重要", "新しい"]
    assert titles(reader) == ["新しい", "古いけれど重要"]


def test_unread_comes_before_what_is_read(reader):
    AnnouncementFactory(title="まだ", first_published_at=NOW - DAY)
    mark_read(AnnouncementFactory(title="もう"), by=reader, now=NOW)

    assert titles(reader) == ["まだ", "もう"]


def test_reading_twice_is_marked_once(reader):
    one = AnnouncementFactory()

    mark_read(one, by=reader, now=NOW)
    mark_read(one, by=reader, now=NOW)

    assert AnnouncementRead.objects.count() == 1


def test_mark_of_one_person_is_not_anothers(reader):
    mark_read(AnnouncementFactory(), by=reader, now=NOW)

    assert unread_count(CastFactory().user, now=NOW) == 1


def test_old_news_is_no_news_to_a_newcomer_unless_it_is_important(reader):
    AnnouncementFactory(title="昔のこと", first_published_at=NOW - 40 * DAY)
    AnnouncementFactory(title="重要", is_important=True, first_published_at=NOW - 40 * DAY)

    assert unread_count(reader, now=NOW) == 1
    assert titles(reader) == ["重要", "昔のこと"]


def test_opening_an_announcement_reads_it(sign_in, reader):
    one = AnnouncementFactory()

    sign_in(reader).get(f"/news/{one.pk}/")

    assert unread_count(reader, now=NOW) == 0


def test_dashboard_shows_the_important_one_with_its_words_until_it_is_confirmed(sign_in, reader):
    one = AnnouncementFactory(title="大切な件", body="<p>ご確認ください。</p>", is_important=True)
    client = sign_in(reader)

    before = client.get("/guest/").content.decode()
    confirmed = client.post(f"/news/{one.pk}/read/", follow=True)

    assert "ご確認ください。" in before
    assert confirmed.redirect_chain[-1][0] == "/guest/"
    after = confirmed.content.decode()
    assert "大切な件" in after
    assert "ご確認ください。" not in after


def test_confirming_needs_a_post(sign_in, reader):
    one = AnnouncementFactory()

    assert sign_in(reader).get(f"/news/{one.pk}/read/").status_code == 405


def test_nobody_confirms_what_is_for_others(sign_in, reader):
    one = AnnouncementFactory(audience=Audience.CASTS)

    assert sign_in(reader).post(f"/news/{one.pk}/read/").status_code == 404
    assert not AnnouncementRead.objects.exists()


def test_staff_leave_no_marks(sign_in, staff):
    one = AnnouncementFactory()

    assert sign_in(staff).get(f"/news/{one.pk}/").status_code == 200
    assert not AnnouncementRead.objects.exists()


@pytest.mark.parametrize(("count", "words"), [(0, "お知らせ<"), (3, "お知らせ（未読3件）")])
def test_every_portal_page_says_how_many_are_unread(sign_in, cast, count, words):
    AnnouncementFactory.create_batch(count, first_published_at=NOW + DAY)

    for path in ("/cast/", "/cast/profile/"):
        assert words in sign_in(cast.user).get(path).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_own_list_asks_the_database_equally_often(
    sign_in, reader, count, django_assert_num_queries
):
    AnnouncementFactory.create_batch(count)
    client = sign_in(reader)
    client.get("/my/announcements/")

    with django_assert_num_queries(5):
        client.get("/my/announcements/")


def test_own_list_is_for_casts_and_guests(sign_in, client, cast, staff):
    assert sign_in(cast.user).get("/my/announcements/").status_code == 200
    assert sign_in(staff).get("/my/announcements/").status_code == 404
    assert client.get("/my/announcements/").url.startswith("/accounts/login/")
