from typing import Any

from django.utils import timezone

from accounts.domain.terms import publish_terms
from accounts.enums import TermsKind
from cms_pages.domain.announcement_mails import start_mailing
from cms_pages.models import Announcement, TermsPage


def add_terms_version(sender: type[TermsPage], instance: TermsPage, **kwargs: Any) -> None:
    """Published words become a version that people accept; the same words again do not."""
    publish_terms(
        TermsKind(instance.kind),
        title=instance.title,
        body_html=instance.body_html(),
        changes=instance.changes,
        now=timezone.now(),
    )


def mail_announcement(sender: type[Announcement], instance: Announcement, **kwargs: Any) -> None:
    # Wagtail also says "published" of what waits for its time.
    if instance.sends_mail and instance.live:
        start_mailing(instance, now=timezone.now())
