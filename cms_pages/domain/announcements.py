from collections.abc import Iterable
from datetime import datetime
from typing import TypeGuard

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils.safestring import mark_safe

from accounts.enums import Role
from accounts.models import User
from cast_portal.domain.own_events import tell_desk
from cms_pages.models import Announcement, AnnouncementRead
from cms_pages.models.announcement import AnnouncementQuerySet
from cms_pages.rich_text import expand_all

# Staff write announcements; only the people they are for keep marks.
READERS = (Role.CAST, Role.GUEST)


def announcements_for(user: User | AnonymousUser, *, now: datetime) -> AnnouncementQuerySet:
    """What this person may read now; for a reader with `is_read` and `is_urgent`, urgent first."""
    shown = Announcement.objects.shown_at(now).for_reader(user)
    return shown.with_marks(user) if is_reader(user) else shown.newest_first()


def announcement_for(user: User | AnonymousUser, pk: int, *, now: datetime) -> Announcement:
    """The one way to an announcement by its address; to all others it does not exist."""
    found = announcements_for(user, now=now).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def unread_count(user: User, *, now: datetime) -> int:
    return announcements_for(user, now=now).filter(is_read=False).count()


def mark_read(announcement: Announcement, *, by: User, now: datetime) -> None:
    """Again changes nothing. Staff's own looks leave no mark."""
    if is_reader(by):
        AnnouncementRead.objects.bulk_create(
            [AnnouncementRead(announcement=announcement, user=by, read_at=now)],
            ignore_conflicts=True,
        )
        tell_desk(by.public_id)


def is_reader(user: User | AnonymousUser) -> TypeGuard[User]:
    return not isinstance(user, AnonymousUser) and user.role in READERS


def with_html(announcements: Iterable[Announcement]) -> list[Announcement]:
    """Each gets `html`; the links of all bodies are looked up together."""
    found = list(announcements)
    for one, html in zip(found, expand_all([each.body for each in found]), strict=True):
        one.html = mark_safe(html)  # noqa: S308 (Wagtail's own rich text)
    return found
