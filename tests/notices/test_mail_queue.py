import smtplib
from datetime import timedelta

import pytest
from django.core import mail as mailbox
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from notices import tasks
from notices.domain.mail import (
    CLAIM_LASTS,
    MAX_ATTEMPTS,
    PAUSES,
    give_up_mails,
    queue_mail,
    send_queued_mail,
)
from notices.domain.person import forget_mails
from notices.enums import MailStatus
from notices.kinds import MailKind, fill, register
from notices.models import MailText, OutgoingMail

pytestmark = pytest.mark.django_db
KIND = MailKind(
    key="tests.greeting",
    title="ごあいさつ",
    names={"name": "宛先のお名前"},
    subject="{{ name }}さんへ",
    body="こんにちは、{{ name }}さん。",
)


class RefusingBackend(BaseEmailBackend):
    def send_messages(self, email_messages):
        raise smtplib.SMTPRecipientsRefused({"hana@example.com": (550, b"no such person")})


class LeavingBackend(BaseEmailBackend):
    """Its reader leaves while the mail is under way, and no server is there."""

    def send_messages(self, email_messages):
        forget_mails(email_messages[0].to[0])
        raise OSError


@pytest.fixture
def queued():
    queue_mail(KIND, to="hana@example.com", values={"name": "花"})
    return OutgoingMail.objects.get()


@pytest.fixture
def _no_server_answers(settings):
    settings.MAIL_SERVER_BACKEND = f"{__name__}.RefusingBackend"


def test_a_queued_mail_is_written_out_in_full(queued):
    assert (queued.status, queued.attempts) == (MailStatus.QUEUED, 0)
    assert queued.subject == "花さんへ"
    assert queued.body == "こんにちは、花さん。"


def test_the_wording_of_staff_is_used(db):
    MailText.objects.create(key=KIND.key, subject="やあ", body="{{ name }}、元気？")
    queue_mail(KIND, to="hana@example.com", values={"name": "花"})
    mail = OutgoingMail.objects.get()
    assert (mail.subject, mail.body) == ("やあ", "花、元気？")


def test_it_is_sent_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        queue_mail(KIND, to="hana@example.com", values={"name": "花"})
        assert not mailbox.outbox
    assert [message.to for message in mailbox.outbox] == [["hana@example.com"]]
    assert OutgoingMail.objects.get().status == MailStatus.SENT


@transaction.atomic
def move_that_fails():
    queue_mail(KIND, to="hana@example.com", values={"name": "花"})
    raise ZeroDivisionError


def test_a_move_that_is_rolled_back_leaves_no_mail(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
        move_that_fails()
    assert not OutgoingMail.objects.exists()
    assert not mailbox.outbox


def test_one_dedupe_key_queues_one_mail(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(3):
            queue_mail(KIND, to="hana@example.com", values={"name": "花"}, dedupe_key="once")
    assert OutgoingMail.objects.count() == len(mailbox.outbox) == 1


def test_mails_without_a_key_are_all_sent():
    for _ in range(2):
        queue_mail(KIND, to="hana@example.com", values={"name": "花"})
    assert OutgoingMail.objects.count() == 2


def test_sending_notes_when(queued, now):
    assert send_queued_mail(queued.pk, now=now)
    queued.refresh_from_db()
    assert (queued.status, queued.sent_at, queued.attempts) == (MailStatus.SENT, now, 1)


def test_a_sent_mail_is_never_sent_again(queued, now):
    send_queued_mail(queued.pk, now=now)
    assert not send_queued_mail(queued.pk, now=now)
    assert len(mailbox.outbox) == 1


def test_a_mail_that_somebody_else_is_sending_is_left_alone(queued, now):
    OutgoingMail.objects.update(status=MailStatus.SENDING, claimed_at=now)
    assert not send_queued_mail(queued.pk, now=now + CLAIM_LASTS)
    assert not mailbox.outbox


def test_a_mail_whose_sender_died_is_taken_over(queued, now):
    OutgoingMail.objects.update(status=MailStatus.SENDING, claimed_at=now)
    assert send_queued_mail(queued.pk, now=now + CLAIM_LASTS + timedelta(seconds=1))


@pytest.mark.usefixtures("_no_server_answers")
def test_a_failure_waits_for_another_try_and_names_no_address(queued, now):
    assert not send_queued_mail(queued.pk, now=now)
    queued.refresh_from_db()
    assert queued.status == MailStatus.QUEUED
    assert queued.last_error == "SMTPRecipientsRefused"
    assert queued.body


@pytest.mark.usefixtures("_no_server_answers")
def test_each_failure_waits_longer_and_the_last_ends_it(queued, now):
    for attempts, pause in enumerate(PAUSES, start=1):
        send_queued_mail(queued.pk, now=now)
        queued.refresh_from_db()
        assert (queued.status, queued.attempts) == (MailStatus.QUEUED, attempts)
        assert queued.next_try_at == now + pause
        now += pause
    send_queued_mail(queued.pk, now=now)
    queued.refresh_from_db()
    assert (queued.status, queued.attempts) == (MailStatus.FAILED, MAX_ATTEMPTS)


def test_an_outage_over_night_loses_nothing():
    assert timedelta(hours=12) < sum(PAUSES, timedelta()) < timedelta(hours=24)


def test_a_mail_is_left_alone_until_its_time_has_come(queued, now):
    OutgoingMail.objects.update(next_try_at=now + timedelta(minutes=5))
    assert not send_queued_mail(queued.pk, now=now + timedelta(minutes=4))
    assert send_queued_mail(queued.pk, now=now + timedelta(minutes=5))


def test_a_sender_that_died_at_the_last_try_ends_it(queued, now):
    long_ago = now - CLAIM_LASTS - timedelta(seconds=1)
    OutgoingMail.objects.update(
        status=MailStatus.SENDING, claimed_at=long_ago, attempts=MAX_ATTEMPTS
    )
    assert not send_queued_mail(queued.pk, now=now)
    assert give_up_mails(now=now) == 1
    assert OutgoingMail.objects.get().status == MailStatus.FAILED
    assert not mailbox.outbox


def test_a_sender_at_its_last_try_is_given_its_time(queued, now):
    OutgoingMail.objects.update(status=MailStatus.SENDING, claimed_at=now, attempts=MAX_ATTEMPTS)
    assert give_up_mails(now=now + CLAIM_LASTS) == 0


def test_a_line_break_in_a_value_does_not_reach_the_subject(db, now):
    queue_mail(KIND, to="hana@example.com", values={"name": "x\r\n\u2028Evil: 1"})
    mail = OutgoingMail.objects.get()
    assert mail.subject == "x Evil: 1さんへ"
    assert send_queued_mail(mail.pk, now=now)


def test_a_mail_that_cannot_be_written_does_not_stop_the_ones_behind_it(queued, caplog):
    OutgoingMail.objects.update(subject="x\r\nhana@example.com")
    queue_mail(KIND, to="taro@example.com", values={"name": "太郎"})
    tasks.send_waiting_mails()
    queued.refresh_from_db()
    assert (queued.status, queued.last_error) == (MailStatus.QUEUED, "BadHeaderError")
    assert [message.to for message in mailbox.outbox] == [["taro@example.com"]]
    assert "BadHeaderError" in caplog.text
    assert "hana@example.com" not in caplog.text


def test_a_task_queue_out_of_reach_breaks_nothing_and_the_sweeper_sends(
    monkeypatch, django_capture_on_commit_callbacks
):
    def out_of_reach(*args):
        raise ConnectionError

    monkeypatch.setattr("notices.domain.mail.async_task", out_of_reach)
    later = []
    with django_capture_on_commit_callbacks(execute=True):
        queue_mail(KIND, to="hana@example.com", values={"name": "花"})
        transaction.on_commit(lambda: later.append("done"))
    assert later == ["done"]
    tasks.send_waiting_mails()
    assert OutgoingMail.objects.get().status == MailStatus.SENT


@pytest.mark.parametrize(("stays", "body"), [(True, "こんにちは、花さん。"), (False, "")])
def test_the_body_is_cleared_once_a_server_has_it(queued, now, settings, stays, body):
    settings.MAIL_STAYS_IN_OUTBOX = stays
    send_queued_mail(queued.pk, now=now)
    queued.refresh_from_db()
    assert queued.body == body
    assert mailbox.outbox[0].body == "こんにちは、花さん。"


def test_the_task_of_every_minute_sends_what_was_left_behind(queued):
    queue_mail(KIND, to="taro@example.com", values={"name": "太郎"})
    tasks.send_waiting_mails()
    assert {message.to[0] for message in mailbox.outbox} == {"hana@example.com", "taro@example.com"}
    tasks.send_waiting_mails()
    assert len(mailbox.outbox) == 2


def test_a_kind_that_uses_an_undeclared_name_is_refused():
    with pytest.raises(ValueError, match="amount"):
        register(MailKind(key="tests.bad", title="", names={}, subject="", body="{{ amount }}"))


def test_a_value_that_is_missing_is_never_sent_as_a_blank():
    with pytest.raises(KeyError):
        fill("{{ name }}", {})


def test_values_are_not_filled_in_twice():
    assert fill("{{ name }}", {"name": "{{ name }}"}) == "{{ name }}"


def test_a_mail_whose_reader_leaves_meanwhile_never_waits_without_one(queued, settings):
    settings.MAIL_SERVER_BACKEND = f"{__name__}.LeavingBackend"
    assert not send_queued_mail(queued.pk, now=queued.created_at)
    assert not OutgoingMail.objects.exists()
