"""What the mail log holds about one person, who is known by the address."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from notices.account_mails import (
    ACCOUNT_LEFT,
    ADDRESS_CHANGED,
    ADDRESS_TAKEN,
    CONFIRM_NEW_ADDRESS,
)
from notices.enums import MailStatus
from notices.models import OutgoingMail

# Written to addresses that are not, or no longer, the person's.
STRAYS = [kind.key for kind in (ACCOUNT_LEFT, ADDRESS_CHANGED, ADDRESS_TAKEN, CONFIRM_NEW_ADDRESS)]
STRAYS_LAST = timedelta(days=7)


def mails_to(email: str) -> list[dict[str, Any]]:
    """Subjects and times; bodies are gone once they are sent."""
    mails = OutgoingMail.objects.filter(to__iexact=email).order_by("created_at")
    return [
        {"件名": mail.subject, "送信日時": mail.sent_at}
        for mail in mails.only("subject", "sent_at")
    ]


def follow_address(former: Iterable[str], *, to: str) -> None:
    """The log names the present address, so that leaving and the export find all of it."""
    OutgoingMail.objects.filter(to__in=former).update(to=to)


def forget_mails(email: str) -> None:
    """Of those that were sent there remains that they were; others have nobody to reach."""
    mails = OutgoingMail.objects.filter(to__iexact=email)
    mails.exclude(status=MailStatus.SENT).delete()
    blank(mails)


def forget_strays(*, now: datetime) -> None:
    """What goes out after everything else has been erased, and what no account will ask for."""
    is_said = Q(kind=ACCOUNT_LEFT.key, status=MailStatus.SENT)
    is_old = Q(kind__in=STRAYS, created_at__lte=now - STRAYS_LAST) & Q(
        status__in=[MailStatus.SENT, MailStatus.FAILED]
    )
    blank(OutgoingMail.objects.filter(is_said | is_old).exclude(to=""))


def blank(mails: QuerySet[OutgoingMail]) -> None:
    mails.update(to="", subject="", body="", calendar="")
