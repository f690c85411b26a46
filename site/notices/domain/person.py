"""What the mail log holds about one person, who is known by the address."""

from typing import Any

from notices.account_mails import ACCOUNT_LEFT
from notices.enums import MailStatus
from notices.models import OutgoingMail


def mails_to(email: str) -> list[dict[str, Any]]:
    """Subjects and times; bodies are gone once they are sent."""
    mails = OutgoingMail.objects.filter(to=email).order_by("created_at")
    return [
        {"件名": mail.subject, "送信日時": mail.sent_at}
        for mail in mails.only("subject", "sent_at")
    ]


def forget_mails(email: str) -> None:
    """Of those that were sent there remains that they were; waiting ones have nobody to reach."""
    mails = OutgoingMail.objects.filter(to=email)
    mails.filter(status__in=[MailStatus.QUEUED, MailStatus.FAILED]).delete()
    mails.update(to="", subject="", body="", calendar="")


def forget_goodbyes() -> None:
    """The one mail that goes out after everything else has been erased."""
    sent = OutgoingMail.objects.filter(kind=ACCOUNT_LEFT.key, status=MailStatus.SENT)
    sent.exclude(to="").update(to="", subject="", body="")
