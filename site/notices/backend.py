"""Where mails end up that packages send by Django's own means: in the queue, like all others."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from kernel.one_line import one_line
from notices.domain.mail import send_on_commit
from notices.models import OutgoingMail

KIND = "notices.other"


class QueueBackend(BaseEmailBackend):
    """Writes plain-text mails into the queue, one row per recipient."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            for address in message.recipients():
                send_on_commit(queued(message, address))
        return len(email_messages)


def queued(message: EmailMessage, address: str) -> OutgoingMail:
    return OutgoingMail.objects.create(
        kind=KIND,
        to=address,
        subject=one_line(str(message.subject))[:200],
        body=str(message.body),
        created_at=timezone.now(),
    )
