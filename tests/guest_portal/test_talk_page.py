from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from guest_portal.models import Review
from talk_rooms.domain.messages import send_message
from talk_rooms.enums import TalkStatus
from talk_rooms.models import Talk
from tests.factories import NOW, GuestFactory, ReservationFactory, attend

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def talk(cast, guest):
    """Three hours ahead; the guest may cancel for two hours from now on."""
    return ReservationFactory(
        cast=cast, talk__guest=guest, talk__starts_at=NOW + 3 * HOUR, wish="映画の話"
    ).talk


@pytest.fixture
def url(talk):
    return reverse("guest_portal:talk", args=[talk.public_id])


@pytest.fixture
def cancel_url(talk):
    return reverse("guest_portal:cancel", args=[talk.public_id])


@pytest.fixture
def review_url(talk):
    return reverse("guest_portal:review", args=[talk.public_id])


def at(moment):
    return time_machine.travel(moment, tick=False)


def test_a_talk_is_for_its_own_guest(client, sign_in, guest, cast, staff, url):
    assert sign_in(guest).get(url).status_code == 200
    for user in (GuestFactory().user, cast.user, staff):
        assert sign_in(user).get(url).status_code == 404
    assert client.get(url).url == f"{reverse('account_login')}?next={url}"


@pytest.mark.parametrize("name", ["cancel", "review"])
def test_its_forms_are_for_its_own_guest(client, sign_in, guest, cast, staff, talk, url, name):
    page, url = url, reverse(f"guest_portal:{name}", args=[talk.public_id])

    assert sign_in(guest).get(url).url == page
    for user in (GuestFactory().user, cast.user, staff):
        assert sign_in(user).get(url).status_code == 404
        assert sign_in(user).post(url, {"rating": 1}).status_code == 404
    assert client.post(url).url.startswith(reverse("account_login"))
    assert not Talk.objects.get().is_cancelled
    assert not Review.objects.exists()


def test_the_page_shows_cast_terms_wish_and_messages(sign_in, guest, cast, talk, url):
    send_message(talk, sender=cast.user, body="よろしくお願いします", now=NOW)

    page = sign_in(guest).get(url).content.decode()

    for words in (
        cast.user.public_name,
        cast.introduction,
        "11月24日(火) 22:00〜22:03",
        "22:00:30〜22:02:30",
        "1,000ポイント",
        "映画の話",
        "よろしくお願いします",
        "11月24日(火) 21:00 まで",
    ):
        assert words in page
    assert cast.user.last_name not in page
    assert cast.user.email not in page


def test_a_cast_who_left_the_list_is_not_linked(sign_in, guest, cast, url):
    profile = reverse("guest_portal:cast", args=[cast.user.public_id])
    assert profile in sign_in(guest).get(url).content.decode()

    cast.is_listed = False
    cast.save(update_fields=["is_listed"])

    assert profile not in sign_in(guest).get(url).content.decode()


def test_the_guest_cancels_in_time(sign_in, guest, talk, url, cancel_url):
    client = sign_in(guest)

    response = client.post(cancel_url, {"reason": "急用のため"})

    talk.refresh_from_db()
    assert response.url == url
    assert (talk.status, talk.cancelled_by) == (TalkStatus.CANCELLED, "guest")
    page = client.get(url).content.decode()
    assert "予約をキャンセルしました" in page
    assert "理由：急用のため" in page
    assert cancel_url not in page


def test_after_the_deadline_the_rule_is_shown_instead(sign_in, guest, talk, url, cancel_url):
    with at(talk.starts_at - 59 * MINUTE):
        client = sign_in(guest)
        page = client.get(url).content.decode()
        refused = client.post(cancel_url, {"reason": "急用のため"})

    assert cancel_url not in page
    assert f"{reverse('cms_pages:contact')}?talk={talk.public_id}" in page
    assert refused.status_code == 422
    assert "キャンセルの期限（11月24日(火) 21:00）を過ぎています" in refused.content.decode()
    assert not Talk.objects.get().is_cancelled


def test_a_talk_that_has_begun_shows_no_cancelling(sign_in, guest, talk, url):
    with at(talk.starts_at):
        page = sign_in(guest).get(url).content.decode()

    assert "cancel-title" not in page


def test_a_reason_that_is_too_long_is_refused_beside_its_field(sign_in, guest, cancel_url):
    response = sign_in(guest).post(cancel_url, {"reason": "あ" * 501})

    assert response.status_code == 422
    assert response.context["cancel_form"].errors["reason"]
    assert '<details class="fold" open>' in response.content.decode()


def test_a_guest_who_did_not_come_is_asked_for_no_rating(sign_in, guest, talk, url, review_url):
    with at(talk.ends_at):
        client = sign_in(guest)
        page = client.get(url).content.decode()
        response = client.post(review_url, {"rating": "1"})

    assert review_url not in page
    assert response.status_code == 422
    assert "ご参加いただいたトークだけを評価できます" in response.content.decode()
    assert not Review.objects.exists()


def test_the_guest_rates_the_talk_once(sign_in, guest, talk, url, review_url):
    attend(talk)
    with at(talk.ends_at):
        client = sign_in(guest)
        before = client.get(url).content.decode()
        sent = client.post(review_url, {"rating": "4", "comment": "楽しかったです"})
        after = client.get(url).content.decode()
        again = client.post(review_url, {"rating": "1"})

    review = Review.objects.get()
    assert review_url in before
    assert sent.url == url
    assert (review.talk, review.rating, review.comment) == (talk, 4, "楽しかったです")
    assert review_url not in after
    assert "5段階の4" in after
    assert again.status_code == 422
    assert "すでにお送りいただいています" in again.content.decode()


def test_a_talk_is_not_rated_before_its_end(sign_in, guest, talk, url, review_url):
    with at(talk.ends_at - MINUTE):
        client = sign_in(guest)
        assert review_url not in client.get(url).content.decode()
        response = client.post(review_url, {"rating": "4"})

    assert response.status_code == 422
    assert "終了後にお送りいただけます" in response.content.decode()


@pytest.mark.parametrize("rating", ["", "0", "6", "nope"])
def test_a_rating_is_one_to_five(sign_in, guest, talk, review_url, rating):
    attend(talk)
    with at(talk.ends_at):
        response = sign_in(guest).post(review_url, {"rating": rating, "comment": "楽しかった"})

    assert response.status_code == 422
    assert response.context["review_form"].errors["rating"]
    assert "楽しかった" in response.content.decode()
    assert not Review.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_any_number_of_messages(
    sign_in, guest, cast, talk, url, django_assert_num_queries, count
):
    for _ in range(count):
        send_message(talk, sender=cast.user, body="よろしくお願いします", now=NOW)
    client = sign_in(guest)
    client.get(url)

    with django_assert_num_queries(TALK_QUERIES):
        client.get(url)


# Session, user, talk, reservation, review, call tests, picture, messages read and shown.
TALK_QUERIES = 10
