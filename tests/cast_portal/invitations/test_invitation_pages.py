from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from cast_portal.domain.casts import change_rank
from cast_portal.domain.invitations import decline_invitation, withdraw_invitation
from cast_portal.enums import InvitationStatus
from tests.cast_portal.invitations.conftest import MESSAGE
from tests.factories import CastFactory, SilverFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock(now):
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


@pytest.fixture
def url(invitation):
    return f"/cast/invitation/{invitation.public_id}/"


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.user)


def status_of(invitation):
    invitation.refresh_from_db()
    return invitation.status


def test_the_dashboard_shows_what_is_offered_until_when(client, url):
    page = client.get("/cast/").content.decode()

    for words in (
        "プラチナランクへのご案内",
        "1枠 600円",
        "1枠 900円",
        MESSAGE,
        "12月8日(火) 19:00",
    ):
        assert words in page
    assert f'href="{url}"' in page


def test_the_card_goes_when_the_rank_has_been_given_otherwise(
    cast, invitation, platinum, staff, client
):
    change_rank(cast, rank=platinum, by=staff, reason="直接の変更")

    assert "ご案内が届いています" not in client.get("/cast/").content.decode()


def test_the_card_goes_with_the_answer(cast, invitation, client, now):
    decline_invitation(invitation, by=cast.user, now=now)

    assert "ご案内が届いています" not in client.get("/cast/").content.decode()


def test_the_card_goes_with_the_last_moment(cast, invitation, sign_in, clock, now):
    clock.move_to(now + 14 * DAY)

    page = sign_in(cast.user).get("/cast/").content.decode()
    assert "おつかれさまです" in page
    assert "ご案内が届いています" not in page


def test_the_card_costs_no_query_beyond_the_look_for_it(
    cast, invite, client, django_assert_num_queries, django_assert_max_num_queries
):
    client.get("/cast/")
    with django_assert_max_num_queries(100) as without:
        client.get("/cast/")
    invite(cast)

    with django_assert_num_queries(len(without)):
        client.get("/cast/")


def test_the_cast_reads_and_accepts(cast, client, url, invitation, platinum):
    page = client.get(url).content.decode()
    assert MESSAGE in page
    assert "承諾する" in page
    assert f'href="{url}decline/"' in page

    answer = client.post(url, follow=True)

    cast.refresh_from_db()
    assert cast.rank == platinum
    page = answer.content.decode()
    assert "プラチナランクになりました" in page
    assert "11月24日(火) 19:00に承諾" in page
    assert "承諾する" not in page


def test_present_is_the_rank_that_the_cast_has_now(cast, client, url, staff):
    change_rank(cast, rank=SilverFactory(reward_yen=400), by=staff, reason="直接の変更")

    for page in (client.get("/cast/"), client.get(url)):
        assert "1枠 400円" in page.content.decode()
        assert "1枠 600円" not in page.content.decode()

    client.post(url)
    page = client.get(url).content.decode()
    assert "ご案内時" in page
    assert "1枠 600円" in page


def test_a_second_press_of_the_button_is_no_trouble(client, url, invitation):
    client.post(url)

    assert client.post(url, follow=True).status_code == 200
    assert status_of(invitation) == InvitationStatus.ACCEPTED


def test_declining_asks_first(cast, client, url, invitation):
    assert "辞退しますか？" in client.get(f"{url}decline/").content.decode()
    assert status_of(invitation) == InvitationStatus.OFFERED

    answer = client.post(f"{url}decline/", follow=True)

    assert "ご案内を辞退しました" in answer.content.decode()
    assert status_of(invitation) == InvitationStatus.DECLINED
    cast.refresh_from_db()
    assert cast.rank.slug == "gold"


def test_what_has_been_declined_cannot_be_accepted_from_an_old_window(
    cast, client, url, invitation, now
):
    decline_invitation(invitation, by=cast.user, now=now)

    answer = client.post(url)

    assert answer.status_code == 422
    assert "すでに状態が変わっている" in answer.content.decode()


def test_after_the_last_moment_the_page_says_so(cast, url, invitation, sign_in, clock, now):
    clock.move_to(now + 14 * DAY)
    client = sign_in(cast.user)

    page = client.get(url).content.decode()
    assert "回答期限（12月8日(火) 19:00）を過ぎた" in page
    assert "承諾する" not in page
    assert client.post(url).status_code == 422
    assert client.post(f"{url}decline/").status_code == 422
    assert status_of(invitation) == InvitationStatus.OFFERED


def test_a_withdrawn_offer_says_so_and_keeps_the_reason_to_the_office(
    client, url, invitation, staff
):
    withdraw_invitation(invitation, by=staff, reason="内部の理由")

    page = client.get(url).content.decode()
    assert "取り消されました" in page
    assert "内部の理由" not in page


@pytest.mark.parametrize("end", ["", "decline/"])
def test_only_the_invited_cast_finds_it(url, end, sign_in, guest, staff, invitation):
    for user in (CastFactory().user, guest, staff):
        stranger = sign_in(user)
        assert stranger.get(url + end).status_code == 404
        assert stranger.post(url + end).status_code == 404
    assert Client().get(url + end).status_code == 302
    assert status_of(invitation) == InvitationStatus.OFFERED


@pytest.mark.parametrize("end", ["", "decline/"])
def test_an_answer_without_the_pages_token_is_refused(cast, url, end, invitation):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.user, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert strict.post(url + end).status_code == 403
    assert status_of(invitation) == InvitationStatus.OFFERED
