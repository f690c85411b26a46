import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from cast_portal.models import CastPortalSettings, Reservation
from guest_portal.domain.profile import profile_version
from notices.models import OutgoingMail
from talk_rooms.models import Talk, TalkRoomSettings
from tests.factories import NOW, CastFactory, GuestFactory, ReservationFactory, SlotFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def slots(cast):
    """Three adjoining free slots from 22:00 (Tokyo) on."""
    return [SlotFactory(cast=cast, starts_at=NOW + 3 * HOUR + 3 * n * MINUTE) for n in range(3)]


@pytest.fixture
def url(cast):
    return reverse("guest_portal:reserve", args=[cast.user.public_id])


def query(*slots):
    return "&".join(f"slots={slot.pk}" for slot in slots)


def test_confirmation_shows_the_terms_and_changes_nothing(guest, sign_in, slots, url):
    page = sign_in(guest).get(f"{url}?{query(*slots[:2])}").content.decode()

    for words in (
        "2026年11月24日(火)",
        "22:00〜22:06",
        "2枠",
        "<strong>5分</strong>",
        "前後30秒は準備の時間",
        "2,000ポイント",
        "11月24日(火) 21:00",
        "ポイントのご購入は準備中です",
        "予約する",
    ):
        assert words in page
    assert not Talk.objects.exists()


def test_choosing_again_begins_with_the_day_and_the_slots_chosen_before(guest, sign_in, slots, url):
    client = sign_in(guest)
    page = client.get(f"{url}?{query(*slots[1:])}").content.decode()
    [back] = re.findall(r'href="([^"]+)">時間を選び直す', page)
    page = client.get(unescape(back)).content.decode()
    ticked = re.findall(r'name="slots" value="(\d+)"[^>]* checked>', page)
    assert ticked == [str(slot.pk) for slot in slots[1:]]
    assert 'day=2026-11-24#times" aria-current="date"' in page


def test_confirmation_says_when_there_will_be_no_cancelling(guest, sign_in, cast, url):
    soon = SlotFactory(cast=cast, starts_at=NOW + 30 * MINUTE)

    page = sign_in(guest).get(f"{url}?{query(soon)}").content.decode()

    assert "期限を過ぎているため" in page


def test_confirming_reserves_and_leads_to_the_talk(guest, sign_in, slots, url):
    data = {"slots": [slot.pk for slot in slots[:2]], "wish": "映画の話"}

    response = sign_in(guest).post(url, data)

    talk = Talk.objects.get()
    assert response.url == reverse("guest_portal:talk", args=[talk.public_id])
    assert (talk.guest, talk.reservation.wish) == (guest, "映画の話")
    assert OutgoingMail.objects.count() == 2


def test_coming_back_to_a_choice_that_is_reserved_leads_to_the_talk(guest, sign_in, slots, url):
    client = sign_in(guest)
    client.post(url, {"slots": [slot.pk for slot in slots[:2]]})

    response = client.get(f"{url}?{query(*slots[:2])}")

    assert response.url == reverse("guest_portal:talk", args=[Talk.objects.get().public_id])


def test_pressing_twice_reserves_once(guest, sign_in, slots, url):
    client, data = sign_in(guest), {"slots": [slots[0].pk]}

    first, second = client.post(url, data), client.post(url, data)

    assert first.url == second.url
    assert Reservation.objects.count() == 1


def test_a_refusal_keeps_what_was_typed(guest, sign_in, cast, slots, url):
    other = ReservationFactory(talk__guest=guest, talk__starts_at=slots[0].starts_at)

    response = sign_in(guest).post(url, {"slots": [slots[0].pk], "wish": "映画の話"})
    page = response.content.decode()

    assert response.status_code == 422
    assert "同じ時間帯に、すでに別のトークの予約があります" in page
    assert "映画の話" in page
    assert list(Talk.objects.all()) == [other.talk]


def test_a_slot_lost_meanwhile_is_said_and_others_can_be_picked(guest, sign_in, cast, url):
    taken = ReservationFactory(cast=cast, talk__starts_at=NOW + 3 * HOUR).talk.slots.get()

    response = sign_in(guest).post(url, {"slots": [taken.pk], "wish": "映画の話"})
    page = response.content.decode()

    assert response.status_code == 422
    assert "ほかの方が先に予約されました" in page
    assert "時間を選び直す" in page
    assert "映画の話" in page


def test_a_wish_that_is_too_long_is_refused_beside_its_field(guest, sign_in, slots, url):
    response = sign_in(guest).post(url, {"slots": [slots[0].pk], "wish": "あ" * 301})

    assert response.status_code == 422
    assert response.context["form"].errors["wish"]
    assert "22:00〜22:03" in response.content.decode()
    assert not Talk.objects.exists()


def picked_again(response, cast):
    page = Client() if response.client is None else response.client
    assert response.url == reverse("guest_portal:cast", args=[cast.user.public_id])
    return page.get(response.url).content.decode()


@pytest.mark.parametrize(
    ("picked", "message"),
    [
        ([], "ご希望の時間を選んでください"),
        ([0, 2], "続いている枠だけです"),
    ],
)
def test_a_choice_that_does_not_fit_leads_back(guest, sign_in, cast, slots, url, picked, message):
    chosen = query(*(slots[number] for number in picked))

    response = sign_in(guest).get(f"{url}?{chosen}")

    assert message in picked_again(response, cast)


@pytest.mark.parametrize("value", ["nope", "999999"])
def test_a_slot_that_is_not_there_leads_back(guest, sign_in, cast, slots, url, value):
    response = sign_in(guest).get(f"{url}?slots={value}")

    assert "受付が終わりました" in picked_again(response, cast)


def test_a_slot_of_another_cast_leads_back(guest, sign_in, cast, url):
    response = sign_in(guest).get(f"{url}?{query(SlotFactory())}")

    assert "受付が終わりました" in picked_again(response, cast)


def test_a_slot_that_is_too_soon_leads_back(guest, sign_in, cast, url):
    soon = SlotFactory(cast=cast, starts_at=NOW + 5 * MINUTE)

    response = sign_in(guest).get(f"{url}?{query(soon)}")

    assert "開始の10分前まで" in picked_again(response, cast)


def test_a_slot_too_short_for_its_margins_leads_back(guest, sign_in, cast, slots, url):
    rooms = TalkRoomSettings.load()
    rooms.margin_seconds = 90
    rooms.save()

    response = sign_in(guest).get(f"{url}?{query(slots[0])}")

    assert "通話時間がとれません" in picked_again(response, cast)


def test_a_visitor_signs_in_and_comes_back_to_the_same_choice(client, slots, url):
    wanted = f"{url}?{query(*slots[:2])}"

    response = client.get(wanted)

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))
    assert f"slots%3D{slots[1].pk}" in response.url
    assert client.session["wanted_reservation"] == wanted


def test_a_visitor_cannot_post(client, slots, url):
    response = client.post(url, {"slots": [slots[0].pk]})

    assert response.url.startswith(reverse("account_login"))
    assert not Talk.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_casts_and_staff_have_no_such_page(cast, staff, sign_in, slots, url, method):
    for user in (CastFactory().user, cast.user, staff):
        response = getattr(sign_in(user), method)(url, {"slots": [slots[0].pk]})
        assert response.status_code == 404
    assert not Talk.objects.exists()


def test_a_cast_who_is_not_listed_cannot_be_reserved(guest, sign_in, cast, slots, url):
    cast.is_listed = False
    cast.save(update_fields=["is_listed"])

    assert sign_in(guest).get(f"{url}?{query(slots[0])}").status_code == 404


def test_without_a_profile_the_way_leads_there_and_back(sign_in, slots, url):
    guest = GuestFactory(introduction="").user
    client = sign_in(guest)
    wanted = f"{url}?{query(slots[0])}"

    first = client.get(wanted)
    saved = client.post(
        reverse("guest_portal:profile"),
        {
            "public_name": "たろう",
            "introduction": "旅行が好きです。",
            "version": profile_version(guest),
        },
    )

    assert first.url == reverse("guest_portal:profile")
    assert saved.url == wanted
    assert client.get(wanted).status_code == 200


def test_without_a_profile_the_final_post_is_refused(sign_in, slots, url):
    response = sign_in(GuestFactory(introduction="").user).post(url, {"slots": [slots[0].pk]})

    assert response.status_code == 422
    assert "プロフィールのご登録" in response.content.decode()
    assert not Talk.objects.exists()


def test_a_finished_reservation_is_not_offered_again(guest, sign_in, slots, url):
    client = Client()
    client.get(f"{url}?{query(slots[0])}")
    client.force_login(guest, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.session["wanted_reservation"]

    client.post(url, {"slots": [slots[0].pk]})

    assert "wanted_reservation" not in client.session


def test_the_offer_follows_the_settings_of_the_moment(guest, sign_in, slots, url):
    rules = CastPortalSettings.load()
    rules.guest_cancel_minutes = 120
    rules.save()

    page = sign_in(guest).get(f"{url}?{query(slots[0])}").content.decode()

    assert "11月24日(火) 20:00" in page


@pytest.mark.parametrize("count", [1, 3])
def test_confirmation_takes_the_same_queries_for_any_number(
    guest, sign_in, slots, url, django_assert_num_queries, count
):
    client, chosen = sign_in(guest), query(*slots[:count])
    client.get(f"{url}?{chosen}")

    with django_assert_num_queries(CONFIRM_QUERIES):
        client.get(f"{url}?{chosen}")


# Session, user, cast, categories, slots, settings (three times), profile.
CONFIRM_QUERIES = 10
