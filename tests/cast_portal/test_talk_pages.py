from datetime import timedelta

import pytest
import time_machine

from cast_portal.domain.memos import save_memo
from notices.models import OutgoingMail
from tests.factories import GuestFactory, ReservationFactory

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
REASON = {"reason": "急に体調を崩してしまいました。"}


@pytest.fixture
def reservation(cast, now):
    guest = GuestFactory(
        user__public_name="そら", introduction="演劇をやっています。", topics="舞台、就職活動"
    )
    start = now + 120 * MINUTE
    return ReservationFactory(
        cast=cast, talk__guest=guest.user, talk__starts_at=start, wish="面接の練習をしたい"
    )


@pytest.fixture
def url(reservation):
    return f"/cast/talks/{reservation.talk.public_id}/"


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.user)


def test_the_talk_page_shows_the_guest_and_the_terms(client, url, now):
    with time_machine.travel(now, tick=False):
        page = client.get(url).content.decode()
    for words in ("そらさん", "演劇をやっています。", "舞台、就職活動", "面接の練習をしたい"):
        assert words in page
    assert "600円（ゴールド）" in page
    assert "21:00:30〜21:02:30" in page
    assert "11月24日 20:00" in page


def test_a_guest_without_a_profile_row_is_no_error(client, cast, now):
    reservation = ReservationFactory(cast=cast)
    page = client.get(f"/cast/talks/{reservation.talk.public_id}/")
    assert page.status_code == 200
    assert "とくに書かれていません" in page.content.decode()


def test_the_memo_on_the_guest_is_on_the_page(client, cast, reservation, url, now):
    save_memo(cast, guest=reservation.talk.guest, body="猫を飼っている", seen=0, now=now)
    assert "猫を飼っている" in client.get(url).content.decode()


def test_the_cast_cancels_in_time_and_the_guest_is_told(client, reservation, url, now):
    with time_machine.travel(reservation.cast_may_cancel_until, tick=False):
        page = client.post(url + "cancel/", REASON, follow=True).content.decode()
    reservation.talk.refresh_from_db()
    assert reservation.talk.is_cancelled
    assert "キャンセルしました" in page
    assert not reservation.talk.slots.exists()
    assert OutgoingMail.objects.filter(to=reservation.talk.guest.email).exists()


def test_inside_the_last_hour_the_rule_stands_in_place_of_the_button(client, reservation, url):
    with time_machine.travel(reservation.cast_may_cancel_until + SECOND, tick=False):
        page = client.get(url).content.decode()
    assert "キャンセルを確定する" not in page
    assert f"/contact/?talk={reservation.talk.public_id}" in page
    assert "11月24日 20:00まで" in page


def test_a_cancel_sent_too_late_is_refused_and_the_reason_kept(client, reservation, url):
    with time_machine.travel(reservation.cast_may_cancel_until + SECOND, tick=False):
        answer = client.post(url + "cancel/", REASON)
        contact = client.get(f"/contact/?talk={reservation.talk.public_id}")
    assert answer.status_code == 422
    assert REASON["reason"] in answer.content.decode()
    assert REASON["reason"] in contact.content.decode()
    assert "キャンセルの期限" in answer.content.decode()
    reservation.talk.refresh_from_db()
    assert not reservation.talk.is_cancelled


def test_a_cancel_asks_for_a_reason(client, reservation, url, now):
    with time_machine.travel(now, tick=False):
        answer = client.post(url + "cancel/", {"reason": " "})
    assert answer.status_code == 422
    assert "キャンセルの理由をご記入ください" in answer.content.decode()
    assert "<details" in answer.content.decode()


def test_signing_in_on_the_way_to_a_cancel_leads_to_the_talk(client, reservation, url):
    assert client.get(url + "cancel/").url == url
    reservation.talk.refresh_from_db()
    assert not reservation.talk.is_cancelled


def test_a_cancelled_talk_says_who_and_why(client, reservation, url, now):
    with time_machine.travel(now, tick=False):
        client.post(url + "cancel/", REASON)
        page = client.get(url).content.decode()
    assert "キャストの都合でキャンセルされました" in page
    assert REASON["reason"] in page


@pytest.mark.parametrize(
    ("show", "words"), [("upcoming", "そらさん"), ("past", "うみさん"), ("cancelled", "りくさん")]
)
def test_the_lists_part_the_talks(client, cast, reservation, now, show, words):
    names = {"そらさん", "うみさん", "りくさん"}
    over = GuestFactory(user__public_name="うみ").user
    ReservationFactory(cast=cast, talk__guest=over, talk__starts_at=now - 60 * MINUTE)
    gone = ReservationFactory(
        cast=cast,
        talk__guest=GuestFactory(user__public_name="りく").user,
        talk__starts_at=now + 300 * MINUTE,
    ).talk
    gone.status, gone.cancelled_at, gone.cancelled_by = "cancelled", now, "guest"
    gone.save()
    with time_machine.travel(now, tick=False):
        page = client.get(f"/cast/talks/?show={show}").content.decode()
    assert {name for name in names if name in page} == {words}


def test_an_unknown_list_shows_what_is_to_come(client):
    assert client.get("/cast/talks/?show=all").context["show"] == "upcoming"


def test_a_talk_waiting_for_its_report_has_the_button_with_the_time_left(client, cast, now):
    reservation = ReservationFactory(cast=cast, talk__starts_at=now - 5 * MINUTE)
    with time_machine.travel(now, tick=False):
        page = client.get("/cast/talks/?show=past").content.decode()
    assert page.count(f"/cast/talks/{reservation.talk.public_id}/report/") == 2
    assert "8分00秒" in page
    assert "報告待ち" in page


def test_long_lists_come_in_pages(client, cast, now):
    for number in range(21):
        ReservationFactory(cast=cast, talk__starts_at=now + (100 + 5 * number) * MINUTE)
    with time_machine.travel(now, tick=False):
        first = client.get("/cast/talks/")
        second = client.get("/cast/talks/?page=2")
    assert (len(first.context["rows"]), len(second.context["rows"])) == (20, 1)
    assert "1 / 2" in first.content.decode()
