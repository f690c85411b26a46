"""The start of an entry: one address, one mail, one link to one draft."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cast_portal.domain.drafts import save_step, submit_entry
from cast_portal.domain.entry_links import DRAFT, RESUBMIT
from cast_portal.domain.errors import EntryRefused
from cast_portal.enums import EntryStep
from cast_portal.models import CastApplication, CastPortalSettings, EntryDraft
from notices.models import OutgoingMail
from tests.cast_portal.entry.conftest import unverified_guest, verified_guest
from tests.factories import NOW, CastFactory, RankFactory

URL = "/cast/entry/"


def ask(client, email="taro@example.com"):
    return client.post(URL, {"email": email}, follow=True)


def mailed_link(address="taro@example.com") -> str:
    mail = OutgoingMail.objects.filter(to=address, kind="cast_portal.entry_link").latest("pk")
    line = next(line for line in mail.body.splitlines() if line.startswith("http"))
    return line.removeprefix("http://testserver")


def test_page_says_what_is_needed_what_is_earned_and_what_comes_next(client, gold, platinum):
    CastPortalSettings.objects.create(screening_from_days=3, screening_to_days=9)

    page = client.get(URL).content.decode()

    for words in ("身分証明書", "18歳以上", "5分", "600", "インビテーション制", "3〜9営業日"):
        assert words in page


def test_page_answers_with_a_constant_number_of_queries(client, gold, django_assert_num_queries):
    CastPortalSettings.load()
    client.get(URL)
    with django_assert_num_queries(2):
        client.get(URL)
    RankFactory(name="ブルー", slug="blue", order=1)
    with django_assert_num_queries(2):
        client.get(URL)


def test_address_gets_a_mail_with_a_link_that_says_until_when(client, db):
    response = ask(client, "Taro@Example.com")

    assert response.redirect_chain == [(reverse("cast_portal:entry_mailed"), 302)]
    draft = EntryDraft.objects.get()
    assert (draft.email, draft.expires_at) == ("taro@example.com", NOW + timedelta(days=30))
    assert "12月24日(木)まで有効" in OutgoingMail.objects.get().body


def test_page_after_it_names_the_address_only_to_its_sender(client, db):
    assert "taro@example.com" in ask(client).content.decode()
    client.session.flush()
    client.cookies.clear()

    assert "taro@example.com" not in client.get("/cast/entry/mailed/").content.decode()


def test_pressing_twice_sends_one_mail_and_asking_later_sends_another_to_the_same_draft(client, db):
    ask(client)
    ask(client)
    assert OutgoingMail.objects.count() == 1

    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        ask(client)

    assert EntryDraft.objects.count() == 1
    assert OutgoingMail.objects.count() == 2
    assert client.post(mailed_link()).status_code == 302


@pytest.mark.parametrize("person", ["guest", "cast", "entered"])
def test_known_address_gets_the_same_page_and_only_the_mail_tells(client, request, person):
    expected = "cast_portal.entry_has_account"
    if person == "guest":
        request.getfixturevalue("db")
        verified_guest("taro@example.com")
    elif person == "cast":
        request.getfixturevalue("db")
        CastFactory(user__email="taro@example.com")
    else:
        request.getfixturevalue("submitted")()
        expected = "cast_portal.entry_already_open"
    OutgoingMail.objects.all().delete()

    known = ask(client, "Taro@Example.com")
    unknown = ask(client, "jiro@example.com")

    assert known.redirect_chain == unknown.redirect_chain
    assert "メールを送信しました" in known.content.decode()
    assert [mail.kind for mail in OutgoingMail.objects.filter(to="taro@example.com")] == [expected]
    assert not EntryDraft.objects.filter(email="taro@example.com").exists()


def test_sign_up_that_proves_nothing_does_not_stop_an_entry(client, db):
    unverified_guest("taro@example.com")

    ask(client)

    assert EntryDraft.objects.exists()


def test_what_is_no_address_is_refused_in_words(client, db):
    response = client.post(URL, {"email": "taro@"})

    assert response.status_code == 422
    assert "有効なメールアドレスを入力してください。" in response.content.decode()


def test_too_many_requests_for_one_address_are_stopped(client, db, settings):
    settings.RATELIMIT_ENABLE = True
    for _ in range(5):
        assert client.post(URL, {"email": "taro@example.com"}).status_code == 302

    response = client.post(URL, {"email": "taro@example.com"})

    assert response.status_code == 422
    assert "一時停止" in response.content.decode()
    assert client.post(URL, {"email": "jiro@example.com"}).status_code == 302


def test_too_many_requests_from_one_client_are_stopped(client, db, settings, monkeypatch):
    settings.RATELIMIT_ENABLE = True
    monkeypatch.setattr("cast_portal.views.entry.CLIENT_RATE", "2/h")
    for number in range(2):
        client.post(URL, {"email": f"applicant{number}@example.com"})

    assert client.post(URL, {"email": "another@example.com"}).status_code == 422


# --- the link


def test_opening_the_link_asks_for_a_click_and_changes_nothing(client, draft):
    page = client.get(mailed_link())

    assert "入力へ進む" in page.content.decode()
    assert "entry_draft" not in client.session
    draft.refresh_from_db()
    assert draft.confirmed_at is None


def test_click_confirms_the_address_and_leads_to_the_first_step(client, draft):
    response = client.post(mailed_link())

    assert response.url == "/cast/entry/consent/"
    draft.refresh_from_db()
    assert draft.confirmed_at == NOW


def test_click_gives_the_session_a_new_key(client, draft):
    client.get("/cast/entry/")
    session = client.session
    session["here"] = True
    session.save()
    before = session.session_key

    client.post(mailed_link())

    assert client.session.session_key != before


def test_link_goes_on_where_the_applicant_stopped_on_another_device(applicant, client):
    applicant("activity")

    assert client.post(mailed_link()).url == "/cast/entry/activity/"
    assert "山田" in client.get("/cast/entry/about/").content.decode()


@pytest.mark.parametrize("token", ["nonsense", "23456789abcd:1vNc:bad"])
def test_tampered_link_is_unknown(client, draft, token):
    url = reverse("cast_portal:entry_continue", args=[token])

    assert client.get(url).status_code == 404
    assert client.post(url).status_code == 404


def test_link_for_another_purpose_is_unknown(client, draft):
    url = reverse("cast_portal:entry_continue", args=[RESUBMIT.sign(draft.public_id)])

    assert client.post(url).status_code == 404


def test_link_is_over_with_its_draft_and_says_how_to_go_on(client, draft):
    link = mailed_link()
    with time_machine.travel(NOW + timedelta(days=30, seconds=-1), tick=False):
        assert client.get(link).status_code == 200
    with time_machine.travel(NOW + timedelta(days=30), tick=False):
        late = client.post(link)

    assert late.status_code == 410
    assert "同じメールアドレスで新しいリンクを受け取れます" in late.content.decode()


def test_link_itself_lasts_thirty_days_however_long_the_draft_goes_on(client, draft):
    link = mailed_link()
    later = NOW + timedelta(days=20)
    save_step(draft, EntryStep.ABOUT, {}, is_done=False, now=later)

    with time_machine.travel(NOW + timedelta(days=30, seconds=2), tick=False):
        assert client.get(link).status_code == 410
        ask(client)
        assert client.post(mailed_link()).status_code == 302


def test_link_of_an_entry_that_was_sent_is_used_up(applicant, draft, client):
    applicant("check").post("/cast/entry/check/")

    assert CastApplication.objects.exists()
    assert (
        client.get(
            reverse("cast_portal:entry_continue", args=[DRAFT.sign(draft.public_id)])
        ).status_code
        == 410
    )


def test_draft_whose_time_is_over_is_not_gone_on_with(client, draft):
    with time_machine.travel(NOW + timedelta(days=31), tick=False):
        ask(client)

    assert EntryDraft.objects.get().pk != draft.pk


def test_unconfirmed_draft_cannot_be_handed_in(draft):
    with pytest.raises(EntryRefused) as refusal:
        submit_entry(draft, now=NOW)
    assert refusal.value.code == "address_unconfirmed"


def test_a_signed_in_person_may_read_the_page_too(sign_in, guest, gold):
    assert sign_in(guest).get(URL).status_code == 200


def test_form_needs_its_csrf_token(db):
    assert Client(enforce_csrf_checks=True).post(URL, {"email": "a@example.com"}).status_code == 403
