from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from cast_portal.domain.breaks import take_break
from cast_portal.models import Slot
from tests.factories import CastFactory, ReservationFactory, SlotFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
URL = "/cast/today/"


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
    page = client.post(URL, {"length": length}, follow=True).content.decode()
    assert f"空いている枠を{released}件解除しました" in page
    assert cast.slots.count() == 4 - released


def test_a_break_of_no_known_length_is_refused(client, cast, now):
    SlotFactory(cast=cast, starts_at=now + 3 * MINUTE)
    assert client.post(URL, {"length": "999999"}).status_code == 422
    assert cast.slots.count() == 1


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
    assert sign_in(guest).get(URL).status_code == 404
