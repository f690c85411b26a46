from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from cast_portal.domain.entry import confirm_address, submit_entry
from cast_portal.domain.entry_links import CONFIRM, RESUBMIT
from cast_portal.domain.errors import EntryRefused
from cast_portal.enums import ApplicationStatus
from cast_portal.models import CastApplication
from notices.models import OutgoingMail
from tests.cast_portal.entry.conftest import unverified_guest, verified_guest
from tests.factories import NOW


@pytest.fixture
def unconfirmed(entry):
    return submit_entry(entry(), now=NOW)


def link_to(application: CastApplication) -> str:
    return reverse("cast_portal:entry_confirm", args=[CONFIRM.sign(application.public_id)])


def mailed_link() -> str:
    body = OutgoingMail.objects.get(kind="cast_portal.entry_confirm").body
    line = next(line for line in body.splitlines() if line.startswith("http"))
    return line.removeprefix("http://testserver")


def test_opening_the_mailed_link_asks_for_a_click_and_changes_nothing(client, unconfirmed):
    response = client.get(mailed_link())

    assert "仮登録を完了する" in response.content.decode()
    unconfirmed.refresh_from_db()
    assert unconfirmed.status == ApplicationStatus.UNCONFIRMED


def test_click_confirms_and_tells_receipt_and_dates_on_page_and_by_mail(client, unconfirmed):
    page = client.post(mailed_link(), follow=True).content.decode()

    unconfirmed.refresh_from_db()
    assert unconfirmed.status == ApplicationStatus.SUBMITTED
    assert unconfirmed.submitted_at == NOW
    # From Tuesday, November 24.
    assert (unconfirmed.due_from, unconfirmed.due_to) == (date(2026, 11, 26), date(2026, 12, 3))
    mail = OutgoingMail.objects.get(kind="cast_portal.entry_received")
    for text in (page, mail.body):
        assert unconfirmed.public_id in text
        assert "11月26日(木)" in text
        assert "12月3日(木)" in text


def test_second_click_changes_nothing_and_mails_nothing(client, unconfirmed):
    link = mailed_link()
    client.post(link)
    with time_machine.travel(NOW + timedelta(hours=3), tick=False):
        page = client.post(link, follow=True)

    assert "仮登録を受け付けました" in page.content.decode()
    unconfirmed.refresh_from_db()
    assert unconfirmed.submitted_at == NOW
    assert OutgoingMail.objects.filter(kind="cast_portal.entry_received").count() == 1


@pytest.mark.parametrize("token", ["nonsense", "23456789abcd:1vNc:bad"])
def test_tampered_link_is_unknown(client, unconfirmed, token):
    url = reverse("cast_portal:entry_confirm", args=[token])

    assert client.get(url).status_code == 404
    assert client.post(url).status_code == 404


def test_link_for_another_purpose_is_unknown(client, unconfirmed):
    url = reverse("cast_portal:entry_confirm", args=[RESUBMIT.sign(unconfirmed.public_id)])

    assert client.post(url).status_code == 404


def test_link_works_for_seven_days_and_then_says_that_it_is_over(client, unconfirmed):
    link = mailed_link()
    with time_machine.travel(NOW + timedelta(days=7), tick=False):
        assert client.get(link).status_code == 200
    with time_machine.travel(NOW + timedelta(days=7, seconds=2), tick=False):
        late = client.post(link)

    assert late.status_code == 410
    assert "有効期限" in late.content.decode()
    unconfirmed.refresh_from_db()
    assert unconfirmed.status == ApplicationStatus.UNCONFIRMED


def test_link_of_an_entry_that_was_forgotten_is_over(client, unconfirmed):
    link = mailed_link()
    unconfirmed.documents.all().delete()
    unconfirmed.delete()

    assert client.get(link).status_code == 410


def test_second_entry_of_one_address_cannot_be_confirmed_while_one_is_open(client, entry):
    first, second = submit_entry(entry(), now=NOW), submit_entry(entry(), now=NOW)
    client.post(link_to(first))

    response = client.post(link_to(second))

    assert response.status_code == 422
    assert "すでにお手続きが進んでいます" in response.content.decode()
    second.refresh_from_db()
    assert second.status == ApplicationStatus.UNCONFIRMED


def test_entry_cannot_be_confirmed_once_its_address_has_an_account(unconfirmed):
    verified_guest("taro@example.com")

    with pytest.raises(EntryRefused) as refusal:
        confirm_address(unconfirmed, now=NOW)

    assert refusal.value.code == "address_taken"


def test_sign_up_that_proves_nothing_does_not_stop_an_entry(unconfirmed):
    unverified_guest("taro@example.com")

    assert confirm_address(unconfirmed, now=NOW).status == ApplicationStatus.SUBMITTED


def test_page_of_a_decided_entry_does_not_tell_the_result(client, unconfirmed):
    CastApplication.objects.update(status=ApplicationStatus.DECLINED)

    page = client.get(mailed_link()).content.decode()

    assert "見送" not in page
    assert "メールをご確認ください" in page
