import smtplib
from datetime import timedelta

import pytest
from django.core import mail as mailbox
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from notices import tasks
from notices.domain.mail import CLAIM_LASTS, MAX_ATTEMPTS, queue_mail, send_queued_mail
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


@pytest.fixture
def queued():
    queue_mail(KIND, to="hana@example.com", values={"name": "花"})
    return OutgoingMail.objects.get()


@pytest.fixture
def _no_server_answers(settings):
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"


def test_a_queued_mail_is_written_out_in_full(queued):
    assert (queued.status, queued.attempts) == (MailStatus.QUEUED, 0)
    assert queued.subject == "花さんへ"
    assert queued.body == "こんにちは、花さん。"


def test_the_wording_of_staff_is_used(db):
    MailText.objects.create(key=KIND.key, subject="やあ", body="{{ name }}、元気?")
    queue_mail(KIND, to="hana@example.com", values={"name": "花"})
    mail = OutgoingMail.objects.get()
    assert (mail.subject, mail.body) == ("やあ", "花、元気?")


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
def test_after_the_last_try_it_has_failed(queued, now):
    for _ in range(MAX_ATTEMPTS + 2):
        send_queued_mail(queued.pk, now=now)
    queued.refresh_from_db()
    assert (queued.status, queued.attempts) == (MailStatus.FAILED, MAX_ATTEMPTS)


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
