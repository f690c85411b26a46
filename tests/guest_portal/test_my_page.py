from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.models import Guest
from guest_portal.domain.profile import profile_version, save_profile
from guest_portal.domain.reviews import review_talk
from talk_rooms.enums import TalkStatus
from tests.factories import NOW, GuestFactory, ReservationFactory, UserFactory, attend

pytestmark = pytest.mark.django_db
HOME, PROFILE, TALKS = "/guest/", "/guest/profile/", "/guest/talks/"
HOUR = timedelta(hours=1)


def reserved(guest, starts_at, **fields):
    return ReservationFactory(talk__guest=guest, talk__starts_at=starts_at, **fields).talk


def seen_by(user):
    """What a window that is opened now sends along."""
    return {"version": profile_version(user)}


def cancelled(guest, starts_at):
    return reserved(
        guest,
        starts_at,
        talk__status=TalkStatus.CANCELLED,
        talk__cancelled_at=NOW,
        talk__cancelled_by="cast",
    )


@pytest.mark.parametrize("url", [HOME, PROFILE, TALKS])
def test_pages_of_guests_are_for_guests(client, sign_in, cast, staff, guest, url):
    assert sign_in(guest).get(url).status_code == 200
    assert sign_in(cast.user).get(url).status_code == 404
    assert sign_in(staff).get(url).status_code == 404
    visitor = client.get(url)
    assert visitor.url == f"{reverse('account_login')}?next={url}"


def test_home_asks_for_the_profile_first(sign_in):
    page = sign_in(GuestFactory(introduction="").user).get(HOME).content.decode()

    assert "はじめにプロフィールをご登録ください" in page


def test_home_shows_the_next_talk_and_those_after_it(sign_in, guest):
    later = reserved(guest, NOW + 5 * HOUR)
    soon = reserved(guest, NOW + HOUR)
    cancelled(guest, NOW + HOUR / 2)
    reserved(UserFactory(), NOW + HOUR / 2)

    response = sign_in(guest).get(HOME)

    assert response.context["next_talk"] == soon
    assert response.context["later_talks"] == [later]
    assert soon.cast.public_name in response.content.decode()
    assert "はじめにプロフィール" not in response.content.decode()


def test_home_follows_the_call_tests_of_both_sides(sign_in, guest):
    talk = reserved(guest, NOW + HOUR)

    page = sign_in(guest).get(HOME).content.decode()

    assert f'data-call-test-states data-socket="/ws/talks/{talk.public_id}/messages/"' in page
    assert "talk_rooms/call-test-states.js" in page


def test_home_keeps_a_talk_that_is_going_on(sign_in, guest):
    now_on = reserved(guest, NOW - timedelta(minutes=1))

    assert sign_in(guest).get(HOME).context["next_talk"] == now_on


def test_home_asks_for_reviews_that_are_missing(sign_in, guest):
    reviewed, waiting = reserved(guest, NOW - 3 * HOUR), reserved(guest, NOW - 2 * HOUR)
    never_attended = reserved(guest, NOW - 4 * HOUR)
    for talk in (reviewed, waiting):
        attend(talk)
    review_talk(reviewed, by=guest, rating=5, now=NOW)

    response = sign_in(guest).get(HOME)

    assert response.context["talks_to_review"] == [waiting]
    assert never_attended.public_id not in response.content.decode()


def test_home_without_talks_leads_to_the_casts(sign_in, guest):
    page = sign_in(guest).get(HOME).content.decode()

    assert "予約中のトークはありません" in page
    assert reverse("guest_portal:casts") in page


def test_home_offers_to_go_on_with_a_choice(sign_in, guest):
    client = sign_in(guest)
    session = client.session
    session["wanted_reservation"] = "/casts/abc/reserve/?slots=1"
    session.save()

    assert 'href="/casts/abc/reserve/?slots=1"' in client.get(HOME).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_home_takes_the_same_queries_for_any_number(
    sign_in, guest, django_assert_num_queries, count
):
    for number in range(count):
        reserved(guest, NOW + (1 + number) * HOUR)
        reserved(guest, NOW - (1 + number) * HOUR)
    client = sign_in(guest)
    client.get(HOME)

    with django_assert_num_queries(HOME_QUERIES):
        client.get(HOME)


# Session, user, coming talks, talks to review, profile, announcements, call tests, pictures.
HOME_QUERIES = 9


def test_profile_shows_what_is_saved_and_the_private_part(sign_in, guest):
    page = sign_in(guest).get(PROFILE).content.decode()

    assert guest.public_name in page
    assert guest.guest.introduction in page
    assert guest.legal_name in page
    assert "公開されない情報" in page


def test_profile_is_saved_and_leads_home(sign_in, guest):
    data = {"public_name": "さんぽ", "introduction": "散歩が好きです。", "topics": "散歩"}

    response = sign_in(guest).post(PROFILE, data | seen_by(guest))

    guest.refresh_from_db()
    profile = Guest.objects.get(user=guest)
    assert response.url == HOME
    assert guest.public_name == "さんぽ"
    assert (profile.introduction, profile.topics) == ("散歩が好きです。", "散歩")
    assert guest.legal_name == "佐藤 花子"


def test_profile_is_made_for_a_guest_who_has_none(sign_in):
    user = UserFactory()

    data = {"public_name": "さんぽ", "introduction": "散歩が好きです。"}
    sign_in(user).post(PROFILE, data | seen_by(user))

    assert Guest.objects.get(user=user).is_complete


def test_an_older_window_does_not_write_over_a_newer_profile_unseen(sign_in, guest):
    client, window = sign_in(guest), seen_by(guest)
    newer = {"public_name": "はな", "introduction": "電話で書いた", "topics": "旅"}
    client.post(PROFILE, newer | window)

    older = {"public_name": "はな", "introduction": "机で書いた", "topics": "旅"}
    answer = client.post(PROFILE, older | window)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "ほかの画面で内容が変更されました" in page
    assert "保存されている内容：電話で書いた" in page
    assert "机で書いた" in page
    assert list(answer.context["form"].errors) == ["introduction", "__all__"]
    assert Guest.objects.get(user=guest).introduction == "電話で書いた"

    client.post(PROFILE, older | {"version": answer.context["form"]["version"].value()})
    assert Guest.objects.get(user=guest).introduction == "机で書いた"


def test_a_name_that_hides_a_line_break_is_refused_in_words(sign_in, guest):
    data = {"public_name": "さん\r\nぽ", "introduction": "散歩が好きです。", "topics": ""}
    page = sign_in(guest).post(PROFILE, data).content.decode()
    assert "改行などの制御文字は使えません。" in page


@pytest.mark.parametrize("missing", ["public_name", "introduction"])
def test_profile_needs_a_name_and_an_introduction(sign_in, guest, missing):
    data = {"public_name": "さんぽ", "introduction": "散歩が好きです。", missing: " "}

    response = sign_in(guest).post(PROFILE, data)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [missing]
    assert Guest.objects.get(user=guest).introduction == "旅行と写真が好きです。"


def test_saving_a_profile_leaves_an_audit_row(guest):
    words = {"public_name": "さんぽ", "introduction": "散歩", "topics": ""}
    profile = save_profile(guest, **words, seen=profile_version(guest))

    entry = ModelLogEntry.objects.get(action="guest_portal.save_profile")
    assert (entry.object_id, entry.user) == (str(profile.pk), guest)


def test_talks_are_sorted_into_three_lists(sign_in, guest):
    client = sign_in(guest)
    coming, past = reserved(guest, NOW + HOUR), reserved(guest, NOW - HOUR)
    off = cancelled(guest, NOW + 2 * HOUR)
    reserved(UserFactory(), NOW + HOUR)

    def listed(tab):
        return list(client.get(f"{TALKS}?tab={tab}").context["page"].object_list)

    assert listed("upcoming") == [coming]
    assert listed("past") == [past]
    assert listed("cancelled") == [off]
    assert listed("nope") == [coming]


def test_talks_come_in_the_order_people_need_them(sign_in, guest):
    client = sign_in(guest)
    second, first = reserved(guest, NOW + 2 * HOUR), reserved(guest, NOW + HOUR)
    older, newer = reserved(guest, NOW - 2 * HOUR), reserved(guest, NOW - HOUR)

    assert list(client.get(TALKS).context["page"].object_list) == [first, second]
    assert list(client.get(f"{TALKS}?tab=past").context["page"].object_list) == [newer, older]


@pytest.mark.parametrize("tab", ["upcoming", "past", "cancelled"])
def test_empty_lists_say_so(sign_in, guest, tab):
    assert "empty__title" in sign_in(guest).get(f"{TALKS}?tab={tab}").content.decode()


@pytest.mark.parametrize("tab", ["upcoming", "past", "cancelled"])
@pytest.mark.parametrize("count", [1, 3])
def test_talks_take_the_same_queries_for_any_number(
    sign_in, guest, django_assert_num_queries, tab, count
):
    for number in range(1, count + 1):
        reserved(guest, NOW + number * HOUR)
        reserved(guest, NOW - number * HOUR)
        cancelled(guest, NOW + number * HOUR)
    client = sign_in(guest)
    client.get(f"{TALKS}?tab={tab}")

    with django_assert_num_queries(TALKS_QUERIES):
        client.get(f"{TALKS}?tab={tab}")


# Session, user, the count, the talks with all they show.
TALKS_QUERIES = 6


def test_only_attended_talks_wait_for_a_rating(sign_in, guest):
    reserved(guest, NOW - 2 * HOUR)
    client = sign_in(guest)
    assert "評価待ち" not in client.get(f"{TALKS}?tab=past").content.decode()

    attend(reserved(guest, NOW - 3 * HOUR))
    assert client.get(f"{TALKS}?tab=past").content.decode().count("評価待ち") == 1
