from typing import Any

from notices.kinds import all_kinds
from notices.models import MailText


def ensure_mail_texts(**kwargs: Any) -> None:
    """Gives staff a row to edit for every kind; what they have edited stays."""
    MailText.objects.bulk_create(
        [MailText(key=kind.key, subject=kind.subject, body=kind.body) for kind in all_kinds()],
        ignore_conflicts=True,
    )
