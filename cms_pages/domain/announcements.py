from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils.safestring import mark_safe

from accounts.enums import Role
from accounts.models import User
from cms_pages.enums import AUDIENCES_OF_ROLE, PUBLIC_AUDIENCES, Audience
from cms_pages.models import Announcement
from cms_pages.rich_text import expand_all

SHOWN_AT_ONCE = 5


def audiences_of(user: User | AnonymousUser) -> tuple[Audience, ...]:
    if isinstance(user, AnonymousUser):
        return PUBLIC_AUDIENCES
    return AUDIENCES_OF_ROLE[Role(user.role)]


def announcements_for(
    user: User | AnonymousUser, *, now: datetime, limit: int = SHOWN_AT_ONCE
) -> list[Announcement]:
    """Important ones first, then the newest; each with `html`. One query, one more for links."""
    shown = Announcement.objects.shown_at(now).filter(audience__in=audiences_of(user))
    announcements = list(shown[:limit])
    texts = expand_all([one.body for one in announcements])
    for announcement, html in zip(announcements, texts, strict=True):
        announcement.html = mark_safe(html)  # noqa: S308 (Wagtail's own rich text)
    return announcements
