"""The applicant takes an entry back from the page behind the signed link."""

from datetime import timedelta

import pytest
import time_machine
from wagtail.models import ModelLogEntry

from cast_portal.domain.entry import receive_entry
from cast_portal.domain.entry_links import resubmit_link, status_link
from cast_portal.domain.errors import EntryRefused
from cast_portal.domain.screening import approve_application
from cast_portal.domain.withdrawing import close_unanswered, withdraw_entry
from cast_portal.enums import ApplicationStatus, EntryItem
from cast_portal.models import Cast
from kernel.errors import Refusal
from notices.models import OutgoingMail
from tests.cast_portal.entry.deciding import approve, ask_again, decline, present_stage
from tests.factories import NOW

BUTTON = "応募を取り下げる"


def withdraw_link(entry) -> str:
    return f"{status_link(entry)}withdraw/"


def mails():
    return OutgoingMail.objects.filter(kind="cast_portal.entry_withdrawn")


def test_the_page_says_beforehand_what_withdrawing_does(client, submitted):
    page = client.get(status_link(submitted())).content.decode()

    assert BUTTON in page
    assert "取り下げから30日後に消去します" in page


def test_an_entry_is_withdrawn_with_a_mail_and_a_row_in_the_log(client, submitted):
    entry = submitted()

    with time_machine.travel(NOW, tick=False):
        page = client.post(withdraw_link(entry), follow=True).content.decode()

    entry.refresh_from_db()
    assert (entry.status, entry.decided_at) == (ApplicationStatus.WITHDRAWN, NOW)
    assert not entry.workflow_states.active().exists()
    assert "応募の取り下げを承りました" in page
    assert "2026年12月24日に消去します" in page
    assert BUTTON not in page
    mail = mails().get()
    assert mail.to == entry.email
    assert entry.public_id in mail.subject
    assert "2026年12月24日に消去いたします" in mail.body
    row = ModelLogEntry.objects.get(action="cast_portal.withdraw_entry")
    assert (row.label, row.user, row.message) == (
        entry.public_id,
        None,
        "応募者が応募を取り下げました",
    )


def test_an_entry_that_was_to_send_something_again_is_withdrawn_too(client, submitted, staff):
    entry = ask_again(submitted(), EntryItem.BACK, by=staff)

    client.post(withdraw_link(entry))

    entry.refresh_from_db()
    assert entry.status == ApplicationStatus.WITHDRAWN
    assert client.get(resubmit_link(entry)).status_code == 302


def test_withdrawing_twice_tells_once(client, submitted):
    entry = submitted()

    answers = [client.post(withdraw_link(entry), follow=True) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert mails().count() == 1
    assert ModelLogEntry.objects.filter(action="cast_portal.withdraw_entry").count() == 1


@pytest.mark.parametrize("decide", [approve, decline])
def test_a_decided_entry_is_not_withdrawn(client, submitted, staff, decide):
    entry = submitted()
    decide(entry, by=staff)
    entry.refresh_from_db()
    status = entry.status

    assert BUTTON not in client.get(status_link(entry)).content.decode()
    answer = client.post(withdraw_link(entry))

    assert answer.status_code == 422
    assert "取り下げはできません" in answer.content.decode()
    entry.refresh_from_db()
    assert entry.status == status
    assert not mails().exists()
    with pytest.raises(EntryRefused) as refused:
        withdraw_entry(entry, now=NOW)
    assert refused.value.code == "entry_decided"


def test_a_withdrawn_entry_is_not_approved(submitted, staff, gold):
    entry = submitted()
    seen = present_stage(entry)
    withdraw_entry(entry, now=NOW)

    with pytest.raises(Refusal):
        approve_application(entry, by=staff, seen=seen, rank=gold, now=NOW)

    assert not Cast.objects.exists()


def test_only_the_own_link_withdraws_and_only_when_it_is_pressed(client, submitted, staff):
    entry = submitted()
    asked = ask_again(submitted(email="jiro@example.com"), EntryItem.BACK, by=staff)
    other = resubmit_link(asked).rstrip("/").rpartition("/")[2]
    link = withdraw_link(entry)

    assert client.get(link).status_code == 405
    assert client.post(status_link(entry)).status_code == 405
    assert client.post(status_link(entry)[:-2] + "x/withdraw/").status_code == 404
    assert client.post(f"/cast/entry/status/{other}/withdraw/").status_code == 404
    with time_machine.travel(NOW + timedelta(days=181), tick=False):
        assert client.post(link).status_code == 410
    for one in (entry, asked):
        before = one.status
        one.refresh_from_db()
        assert one.status == before


def test_the_address_is_free_for_a_new_entry(entry, submitted):
    withdraw_entry(submitted(), now=NOW)

    assert receive_entry(entry(), now=NOW)


def test_an_entry_that_was_left_unanswered_says_so_and_sends_no_confirmation(
    client, submitted, staff
):
    entry = ask_again(submitted(), EntryItem.BACK, by=staff)
    close_unanswered(entry, now=NOW + timedelta(days=31))

    page = client.get(status_link(entry)).content.decode()

    assert "再提出の期限が過ぎたため" in page
    assert "取り下げを承りました" not in page
    assert not mails().exists()
    row = ModelLogEntry.objects.get(action="cast_portal.withdraw_entry")
    assert row.message == "再提出の期限が過ぎたため、応募を取り下げとしました"
