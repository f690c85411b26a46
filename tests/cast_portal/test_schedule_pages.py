import re
from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import localdate

from cast_portal.domain.grid import midnight
from cast_portal.models import CastPortalSettings, Slot
from tests.factories import CastFactory, ReservationFactory, SlotFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
URL = "/cast/schedule/"


@pytest.fixture(autouse=True)
def the_clock_stands(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.user)


def iso(*moments):
    return [moment.isoformat() for moment in moments]


@pytest.fixture(autouse=True)
def _reservable_to_the_last_minute(db):
    CastPortalSettings.load()
    CastPortalSettings.objects.update(booking_lead_minutes=0)


def test_the_page_opens_on_the_part_of_the_day_that_runs(client):
    place = client.get(URL).context["place"]
    assert (place.day.isoformat(), place.part) == ("2026-11-24", 3)


@pytest.mark.parametrize(
    ("query", "day", "part"),
    [
        ("?date=2026-11-26&part=1", "2026-11-26", 1),
        ("?date=2026-11-26", "2026-11-26", 3),
        ("?date=2020-01-01", "2026-11-24", 3),
        ("?date=2030-01-01&part=0", "2027-01-23", 0),
        ("?date=tomorrow&part=9", "2026-11-24", 3),
        ("?date=&part=", "2026-11-24", 3),
    ],
)
def test_an_address_outside_the_schedule_shows_the_nearest_place(client, query, day, part):
    place = client.get(URL + query).context["place"]
    assert (place.day.isoformat(), place.part) == (day, part)


def test_ticked_times_are_saved_and_told(client, cast, now):
    answer = client.post(URL, {"starts": iso(now + 3 * MINUTE, now + 6 * MINUTE)}, follow=True)
    assert answer.redirect_chain == [("/cast/schedule/?date=2026-11-24&part=3#saved", 302)]
    assert cast.slots.count() == 2
    page = answer.content.decode()
    assert "2枠を登録しました" in page
    assert page.count("公開中<span") == 2


def test_what_is_refused_is_told_with_times_and_reason(client, cast, now):
    SlotFactory(cast=cast, starts_at=now + 4 * MINUTE)
    starts = iso(now - 3 * MINUTE, now + 3 * MINUTE, now + 30 * MINUTE)
    page = client.post(URL, {"starts": starts}, follow=True).content.decode()
    assert "1枠を登録しました" in page
    assert "1枠は登録できませんでした（11/24 18:57）。すでに過ぎた時間です。" in page
    assert "登録済みの別の枠と時間が重なっています。" in page


def refused_list(client, starts):
    """What unfolds below the sentence: each day with its times."""
    page = client.post(URL, {"starts": iso(*starts)}, follow=True).content.decode()
    return page, re.findall(r"<dt>(.*?)</dt><dd.*?>(.*?)</dd>", page)


def test_refusals_that_a_sentence_does_not_hold_unfold_day_by_day(client, now):
    today = midnight(localdate(now))
    starts = [today + n * 3 * MINUTE for n in (-2, -1, 0, 1, 2, 10)]
    page, listed = refused_list(client, starts)
    named = "11/23 23:54、11/23 23:57、11/24 0:00、11/24 0:03、11/24 0:06、ほか"
    assert f"6枠は登録できませんでした（{named}）。すでに過ぎた時間です。" in page
    assert listed == [
        ("11月23日(月)", "23:54〜24:00（2枠）"),
        ("11月24日(火)", "0:00〜0:09（3枠）、0:30"),
    ]


def test_refusals_that_the_sentence_names_are_not_told_twice(client, now):
    _page, listed = refused_list(client, [now - n * 3 * MINUTE for n in range(5)])
    assert listed == []


def test_a_whole_day_of_refusals_is_a_few_lines(client, now):
    yesterday = midnight(localdate(now)) - timedelta(days=1)
    page, listed = refused_list(client, [yesterday + n * 3 * MINUTE for n in range(480)])
    assert listed == [("11月23日(月)", "0:00〜24:00（480枠）")]
    assert len(page) < len(client.get(URL).content.decode()) + 1000


def test_a_slot_registered_twice_is_told_as_kept(client, now):
    starts = {"starts": iso(now + 3 * MINUTE)}
    client.post(URL, starts)
    assert "1枠は、すでに登録済みでした" in client.post(URL, starts, follow=True).content.decode()


@pytest.mark.parametrize(
    "starts", [[], ["yesterday"], ["2026-11-24T19:03:00"], ["2026-13-99T25:00:00Z"]]
)
def test_input_that_is_no_time_is_refused_beside_the_form(client, starts):
    answer = client.post(URL, {"starts": starts})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Slot.objects.exists()


def test_good_ticks_survive_a_bad_one(client, now):
    good = (now + 3 * MINUTE).astimezone(midnight(now.date()).tzinfo).isoformat()
    page = client.post(URL, {"starts": [good, "bad"]}).content.decode()
    assert f'value="{good}" checked' in page


def test_the_squares_offer_release_and_talk(client, cast, now):
    free = SlotFactory(cast=cast, starts_at=now + 3 * MINUTE)
    reservation = ReservationFactory(cast=cast, talk__starts_at=now + 6 * MINUTE)
    page = client.get(URL).content.decode()
    assert f'href="/cast/schedule/slots/{free.pk}/release/"' in page
    assert f'href="/cast/talks/{reservation.talk.public_id}/"' in page
    assert "19:09<span" in page
    assert "18:57" not in page


def test_a_part_that_is_over_says_so(client):
    page = client.get(f"{URL}?date=2026-11-24&part=0").content.decode()
    assert "この時間帯は終わりました" in page
    assert 'type="checkbox"' not in page


def test_seconds_are_shown_where_slots_need_them(client):
    CastPortalSettings.load()
    CastPortalSettings.objects.update(slot_seconds=20)
    page = client.get(URL).content.decode()
    assert '19:00:20<span class="visually-hidden">〜19:00:40</span>' in page


def test_a_cast_with_a_reward_sees_what_a_slot_earns(client):
    assert 'data-reward="600"' in client.get(URL).content.decode()


def test_release_asks_first_and_then_does_it(client, cast, now):
    slot = SlotFactory(cast=cast, starts_at=now + timedelta(days=1))
    url = f"/cast/schedule/slots/{slot.pk}/release/"
    assert "この枠を解除しますか？" in client.get(url).content.decode()
    assert cast.slots.count() == 1
    answer = client.post(url, follow=True)
    assert answer.redirect_chain == [("/cast/schedule/?date=2026-11-25&part=3", 302)]
    assert "の枠を解除しました" in answer.content.decode()
    assert cast.slots.count() == 0


def test_a_reserved_slot_is_not_released(client, cast):
    slot = ReservationFactory(cast=cast).talk.slots.get()
    url = f"/cast/schedule/slots/{slot.pk}/release/"
    assert "解除できません" in client.get(url).content.decode()
    answer = client.post(url)
    assert answer.status_code == 422
    assert "解除できません" in answer.content.decode()
    assert cast.slots.count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_second_release_says_that_the_slot_is_released(client, cast, method):
    url = f"/cast/schedule/slots/{SlotFactory(cast=cast).pk}/release/"
    client.post(url)
    answer = getattr(client, method)(url, follow=True)
    assert answer.redirect_chain == [(URL, 302)]
    assert "この枠はすでに解除されています。" in answer.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_casts_slot_looks_like_none_and_stays(client, method):
    slot = SlotFactory(cast=CastFactory())
    pages = []
    for pk in (slot.pk, slot.pk + 1):
        answer = getattr(client, method)(f"/cast/schedule/slots/{pk}/release/", follow=True)
        pages.append((answer.redirect_chain, [str(told) for told in answer.context["messages"]]))
    assert pages[0] == pages[1]
    assert Slot.objects.count() == 1


def test_a_slot_that_no_guest_can_reserve_any_more_says_so(client, cast, now):
    CastPortalSettings.objects.update(booking_lead_minutes=10)
    closed = SlotFactory(cast=cast, starts_at=now + 9 * MINUTE)
    SlotFactory(cast=cast, starts_at=now + 12 * MINUTE)
    answer = client.get(URL)
    page = answer.content.decode()
    assert '19:09</span><span class="slot__state">受付終了<' in page
    assert f"/slots/{closed.pk}/" not in page
    assert '19:12</span><span class="slot__state">公開中<' in page
    assert [one.free for one in answer.context["days"]][:2] == [1, 0]


def test_the_last_slot_of_a_day_ends_at_twenty_four(client, cast, now):
    last = SlotFactory(cast=cast, starts_at=midnight(localdate(now)) + timedelta(hours=23.95))
    assert 'data-release="11月24日(火) 23:57〜24:00"' in client.get(URL).content.decode()
    page = client.get(f"/cast/schedule/slots/{last.pk}/release/").content.decode()
    assert "23:57〜24:00" in page
