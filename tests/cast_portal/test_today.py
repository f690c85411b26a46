from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from wagtail.models import ModelLogEntry

from cast_portal.domain.breaks import take_break
from cast_portal.domain.grid import midnight
from cast_portal.models import Slot
from tests.factories import CastFactory, ReservationFactory, SlotFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
URL, BREAK = "/cast/today/", "/cast/today/break/"


@pytest.fixture(autouse=True)
def the_clock_stands(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.user)


def reserve(cast, starts_at, **fields):
    talk = {"talk__starts_at": starts_at, "talk__ends_at": starts_at + 3 * MINUTE}
    return ReservationFactory(cast=cast, **talk, **fields)


def test_a_break_releases_free_slots_of_its_time_only(cast, now):
    soon = SlotFactory(cast=cast, starts_at=now + 3 * MINUTE)
    reserved = reserve(cast, now + 6 * MINUTE)
    later = SlotFactory(cast=cast, starts_at=now + 15 * MINUTE)
    others = SlotFactory(starts_at=now + 3 * MINUTE)
    assert take_break(cast, by=cast.user, until=now + 15 * MINUTE, now=now) == 1
    left = set(Slot.objects.values_list("pk", flat=True))
    assert left == {later.pk, others.pk, reserved.talk.slots.get().pk}
    assert soon.pk not in left
    entry = ModelLogEntry.objects.get(action="cast_portal.take_break")
    assert (entry.user, entry.data["released"]) == (cast.user, 1)


def test_a_break_with_nothing_to_release_leaves_no_trace(cast, now):
    assert take_break(cast, by=cast.user, until=now + 60 * MINUTE, now=now) == 0
    assert not ModelLogEntry.objects.filter(action="cast_portal.take_break").exists()


def queries_of(call):
    with CaptureQueriesContext(connection) as queries:
        call()
    return len(queries)


def test_the_queries_of_a_break_do_not_grow(cast, now):
    def rest(slots):
        SlotFactory.create_batch(slots, cast=cast)
        until = now + timedelta(days=9)
        return queries_of(lambda: take_break(cast, by=cast.user, until=until, now=now))

    rest(1)
    assert rest(1) == rest(5)


@pytest.mark.parametrize(("length", "released"), [("15", 1), ("60", 2), ("today", 3)])
def test_the_page_takes_a_break_and_says_how_much_it_released(client, cast, now, length, released):
    for minutes in (3, 30, 120):
        SlotFactory(cast=cast, starts_at=now + minutes * MINUTE)
    SlotFactory(cast=cast, starts_at=now + timedelta(days=1))
    asked = client.get(BREAK, {"length": length})
    assert asked.context["count"] == released
    assert "19:03〜19:06" in asked.content.decode()
    assert cast.slots.count() == 4
    until = {"until": asked.context["form"]["until"].value()}
    page = client.post(BREAK, until, follow=True).content.decode()
    assert f"空いている枠を{released}件解除しました" in page
    assert cast.slots.count() == 4 - released


def test_a_break_of_no_known_length_is_refused(client, cast, now):
    SlotFactory(cast=cast, starts_at=now + 3 * MINUTE)
    assert client.get(BREAK, {"length": "999999"}).url == URL
    assert client.post(BREAK, {"until": "いつか"}).url == URL
    assert cast.slots.count() == 1


def test_a_break_ends_with_the_day_whatever_is_sent(client, cast, now):
    tomorrow = SlotFactory(cast=cast, starts_at=now + timedelta(days=1))
    client.post(BREAK, {"until": (now + timedelta(days=9)).isoformat()})
    assert cast.slots.get() == tomorrow


def test_a_break_shows_the_slots_it_would_release_as_one_says_them(client, cast, now):
    for minutes in (3, 6, 12):
        SlotFactory(cast=cast, starts_at=now + minutes * MINUTE)
    free = client.get(BREAK, {"length": "15"}).context["free"]
    assert [(one.starts_at - now, one.ends_at - now, one.count) for one in free] == [
        (3 * MINUTE, 9 * MINUTE, 2),
        (12 * MINUTE, 15 * MINUTE, 1),
    ]


@pytest.mark.parametrize(("hour", "end"), [(17, "24:00"), (18, "24:00"), (20, "翌2:07")])
def test_the_rest_of_the_day_is_offered_and_taken_with_its_real_end(client, cast, now, hour, end):
    with time_machine.travel(now.replace(hour=hour - 9, minute=7 * (hour > 18)), tick=False):
        last = SlotFactory(cast=cast, starts_at=midnight(localdate()) + timedelta(hours=23.95))
        assert f"今日はもう受け付けない（{end}まで）" in client.get(URL).content.decode()
        asked = client.get(BREAK, {"length": "today"})
        assert f"{end}までの、空いている1枠" in asked.content.decode()
        assert "<strong>23:57〜24:00</strong>" in asked.content.decode()
        until = {"until": asked.context["form"]["until"].value()}
        page = client.post(BREAK, until, follow=True).content.decode()
    assert f"{end}までの空いている枠を1件解除しました" in page
    assert not cast.slots.filter(pk=last.pk).exists()


def test_a_break_without_free_slots_says_so_beforehand(client):
    assert "解除する枠はありません" in client.get(BREAK, {"length": "15"}).content.decode()


def test_a_day_without_free_slots_says_so_where_a_break_would_be_taken(client, cast, now):
    empty = "公開中の空いている枠はありません"
    assert empty in client.get(URL).content.decode()
    # Nobody can reserve it any more.
    SlotFactory(cast=cast, starts_at=now + 9 * MINUTE)
    assert empty in client.get(URL).content.decode()
    SlotFactory(cast=cast, starts_at=now + 30 * MINUTE)
    page = client.get(URL).content.decode()
    assert empty not in page
    assert "今日はあと1枠が公開中です" in page


def test_the_sheet_begins_with_the_next_talk_and_tells_the_gaps(client, cast, now):
    over = reserve(cast, now - 30 * MINUTE)
    running = reserve(cast, now - MINUTE)
    adjoining = reserve(cast, now + 2 * MINUTE)
    last = reserve(cast, now + 75 * MINUTE)
    SlotFactory(cast=cast, starts_at=now + 10 * MINUTE)
    SlotFactory(cast=cast, starts_at=now + 90 * MINUTE)
    answer = client.get(URL)
    sheet = answer.context["sheet"]
    assert [line.row.talk for line in sheet.lines] == [running.talk, adjoining.talk, last.talk]
    assert [row.talk for row in sheet.done] == [over.talk]
    first, second, third = (line.gap for line in sheet.lines)
    assert (first, second) == (None, None)
    assert (third.length, third.free) == (70 * MINUTE, 1)
    page = answer.content.decode()
    assert "空き 1時間10分" in page
    assert "公開中の枠 1" in page


def test_the_console_shows_the_talk_under_way_and_the_next_guest(client, cast, now):
    running = reserve(cast, now - MINUTE)
    coming = reserve(cast, now + 2 * MINUTE, wish="面接の練習")
    reserve(CastFactory(), now + 5 * MINUTE)
    answer = client.get(URL)
    assert answer.context["running"].talk == running.talk
    assert answer.context["next_row"].talk == coming.talk
    page = answer.content.decode()
    assert "面接の練習" in page
    assert f"/talks/{coming.talk.public_id}/room/" in page
    assert "についてのメモ" in page


def test_the_console_asks_the_same_of_the_database_for_one_talk_and_three(client, cast, now):
    reserve(cast, now + 30 * MINUTE)
    client.get(URL)
    one = queries_of(lambda: client.get(URL))
    reserve(cast, now + 60 * MINUTE)
    reserve(cast, now + 90 * MINUTE)
    assert queries_of(lambda: client.get(URL)) == one


def test_the_console_is_a_casts_own(guest, sign_in):
    client = sign_in(guest)
    assert client.get(URL).status_code == 404
    assert client.get(BREAK, {"length": "15"}).status_code == 404
