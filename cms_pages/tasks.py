from django.core.management import call_command
from django.utils import timezone

from cms_pages.domain.announcement_mails import continue_mailing
from cms_pages.models import AnnouncementMailing, NewsSettings

SCHEDULES: dict[str, int] = {
    "cms_pages.tasks.publish_scheduled": 1,
    "cms_pages.tasks.mail_announcements": 1,
}


def publish_scheduled() -> None:
    """Pages and announcements whose time has come appear, those whose time is up disappear."""
    call_command("publish_scheduled", verbosity=0)


def mail_announcements() -> None:
    """One at a time, so that together they stay below the mail provider's limit."""
    mailing = AnnouncementMailing.objects.filter(ended_at=None).order_by("started_at").first()
    if mailing:
        limit = NewsSettings.load().mails_per_minute
        continue_mailing(mailing, limit=limit, now=timezone.now())
