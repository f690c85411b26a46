"""Mails that packages send by Django's own means wait in the queue like all others."""

import pytest
from django.core.mail import send_mail

from notices.domain.mail import send_queued_mail
from notices.enums import MailStatus
from notices.models import OutgoingMail
from tests.factories import NOW


@pytest.fixture(autouse=True)
def _as_in_production(settings):
    settings.EMAIL_BACKEND = "notices.backend.QueueBackend"


def test_mail_of_a_package_is_queued_once_per_recipient(db):
    send_mail("確認の\nお願い", "本文です。", None, ["a@example.com", "b@example.com"])

    mails = OutgoingMail.objects.order_by("to")
    assert [(mail.to, mail.subject, mail.body) for mail in mails] == [
        ("a@example.com", "確認の お願い", "本文です。"),
        ("b@example.com", "確認の お願い", "本文です。"),
    ]


def test_queued_mail_leaves_by_the_mail_server(db, mailoutbox):
    send_mail("件名", "本文です。", None, ["a@example.com"])

    send_queued_mail(OutgoingMail.objects.get().pk, now=NOW)

    assert OutgoingMail.objects.get().status == MailStatus.SENT
    assert [mail.to for mail in mailoutbox] == [["a@example.com"]]
