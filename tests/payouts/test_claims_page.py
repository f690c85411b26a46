import pytest
from django.template import Context, Template
from django.urls import reverse

from payouts.domain.accounts import ask_to_mend_account
from payouts.domain.claims import decline_claim
from payouts.domain.settling import mark_batch_paid
from payouts.models import Claim
from tests.factories import CastFactory
from tests.payouts.builders import (
    make_account,
    make_cast,
    make_claim,
    make_exported,
    make_reward,
)

pytestmark = pytest.mark.django_db
URL = reverse("payouts:claims")
DISABLED = "disabled>請求する"


def page_of(client, url=URL):
    return client.get(url).content.decode()


def test_the_list_shows_the_talks_and_the_total_comes_on_request(sign_in):
    cast = make_cast(6000)
    client = sign_in(cast.user)
    before, after = page_of(client), page_of(client, f"{URL}?tally=1")
    assert "6,000円" in before
    assert "集計する" in before
    assert "請求する</button>" not in before
    assert "5,835" in after
    assert "請求する</button>" in after
    assert DISABLED not in after


def test_claiming_through_the_page(sign_in):
    cast = make_cast(6000)
    response = sign_in(cast.user).post(URL, follow=True)
    claim = Claim.objects.get(cast=cast)
    assert response.redirect_chain == [(f"{URL}#main", 302)]
    assert claim.public_id in response.content.decode()
    assert "申請中" in response.content.decode()


def test_below_the_minimum_the_button_is_off_and_says_why(sign_in):
    cast = make_cast(4400)
    client = sign_in(cast.user)
    page = page_of(client, f"{URL}?tally=1")
    assert DISABLED in page
    assert "あと600円で請求できます" in page
    response = client.post(URL)
    assert response.status_code == 422
    assert "5,000円以上" in response.content.decode()
    assert not Claim.objects.exists()


def test_without_an_account_the_page_leads_there_first(cast, sign_in):
    make_reward(cast, 6000)
    client = sign_in(cast.user)
    page = page_of(client, f"{URL}?tally=1")
    assert DISABLED in page
    assert f'href="{reverse("payouts:bank_account")}"' in page
    assert client.post(URL).status_code == 422


def test_a_second_claim_waits_for_the_first(sign_in):
    cast = make_cast(6000)
    client = sign_in(cast.user)
    client.post(URL)
    make_reward(cast, 6000)
    assert DISABLED in page_of(client, f"{URL}?tally=1")
    assert client.post(URL).status_code == 422
    assert Claim.objects.count() == 1


def test_the_history_tells_why_and_when(sign_in, staff, now):
    batch = mark_batch_paid(make_exported(), by=staff, now=now)
    cast = batch.lines.get().claim.cast
    make_reward(cast, 6000)
    decline_claim(make_claim(cast), by=staff, reason="報告内容の確認が必要です", now=now)
    page = page_of(sign_in(cast.user))
    for words in (
        "支払い済み",
        "2026年11月30日",
        "****345",
        "差し戻し",
        "報告内容の確認が必要です",
    ):
        assert words in page


def test_a_cast_sees_nobody_elses_money(sign_in):
    claim = make_claim()
    page = page_of(sign_in(CastFactory().user))
    assert claim.public_id not in page
    assert "請求できるトークはまだありません" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_queries_for_1_and_3_rows(
    sign_in, staff, now, count, django_assert_num_queries
):
    cast = make_cast()
    for _ in range(count):
        decline_claim(make_claim(cast), by=staff, reason="確認", now=now)
    for _ in range(count - 1):
        make_reward(cast)
    client = sign_in(cast.user)
    page_of(client)
    with django_assert_num_queries(11):
        page_of(client, f"{URL}?tally=1")


def rendered(tag, cast):
    template = Template("{% load payout_tags %}{% " + tag + " cast %}")
    return template.render(Context({"cast": cast})).strip()


def test_the_todo_card_is_there_until_an_account_is(cast, staff, now):
    assert "銀行口座を登録しましょう" in rendered("bank_account_todo", cast)
    account = make_account(cast)
    assert rendered("bank_account_todo", cast) == ""
    ask_to_mend_account(account, by=staff, reason="支店名をご確認ください", now=now)
    assert "支店名をご確認ください" in rendered("bank_account_todo", cast)


def test_the_earnings_card_shows_what_is_claimable(cast):
    make_reward(cast, 4800)
    card = rendered("earnings_card", cast)
    assert "4,800" in card
    assert "button--primary" not in card
    make_reward(cast, 200)
    assert "button--primary" in rendered("earnings_card", cast)
