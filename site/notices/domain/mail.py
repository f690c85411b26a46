from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django_q.tasks import async_task

from notices.enums import MailStatus
from notices.kinds import MailKind, fill
from notices.models import MailText, OutgoingMail

MAX_ATTEMPTS = 5
CLAIM_LASTS = timedelta(minutes=5)


def queue_mail(
    kind: MailKind, *, to: str, values: Mapping[str, object], dedupe_key: str | None = None
) -> None:
    """Writes the mail in the caller's transaction and hands it to the task queue on commit.

    `values` has one entry per name that `kind` declares. A second call with the same
    `dedupe_key` queues nothing.
    """
    text = MailText.objects.filter(key=kind.key).first() or kind
    mail = OutgoingMail(
        kind=kind.key,
        to=to,
        subject=fill(text.subject, values)[:200],
        body=fill(text.body, values),
        dedupe_key=dedupe_key,
        created_at=timezone.now(),
    )
    if dedupe_key is None:
        mail.save()
    else:
        OutgoingMail.objects.bulk_create([mail], ignore_conflicts=True)
        mail = OutgoingMail.objects.get(dedupe_key=dedupe_key)
    transaction.on_commit(partial(async_task, "notices.tasks.send_mail", mail.pk))


def waiting_mails(*, now: datetime) -> Q:
    """Queued mails, and those whose sender died half way."""
    return Q(status=MailStatus.QUEUED) | Q(
        status=MailStatus.SENDING, claimed_at__lt=now - CLAIM_LASTS
    )


def send_queued_mail(mail_id: int, *, now: datetime) -> bool:
    """Hands one mail to the mail server; False when somebody else has it or it is done."""
    claimed = OutgoingMail.objects.filter(waiting_mails(now=now), pk=mail_id).update(
        status=MailStatus.SENDING, claimed_at=now, attempts=F("attempts") + 1
    )
    if not claimed:
        return False
    mail = OutgoingMail.objects.get(pk=mail_id)
    try:
        EmailMessage(mail.subject, mail.body, to=[mail.to]).send()
    except (OSError, SMTPException) as error:
        note_failure(mail, error)
        return False
    mail.status = MailStatus.SENT
    mail.sent_at = now
    if not settings.MAIL_STAYS_IN_OUTBOX:
        mail.body = ""
    mail.save(update_fields=["status", "sent_at", "body"])
    return True


def note_failure(mail: OutgoingMail, error: Exception) -> None:
    exhausted = mail.attempts >= MAX_ATTEMPTS
    mail.status = MailStatus.FAILED if exhausted else MailStatus.QUEUED
    # The class only: a server's answer often quotes the address.
    mail.last_error = type(error).__name__
    mail.save(update_fields=["status", "last_error"])
