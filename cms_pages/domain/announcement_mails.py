"""Mailing an announcement to its audience: slowly, once to each person, whatever breaks off."""

from collections.abc import Sequence
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.enums import Role
from accounts.models import User
from cms_pages.enums import Audience
from cms_pages.mails import ANNOUNCEMENT
from cms_pages.models import Announcement, AnnouncementMailing
from kernel.links import absolute_url
from kernel.locking import lock_row
from notices.domain.mail import queue_mails
from notices.enums import MailStatus
from notices.models import OutgoingMail

ROLES: dict[Audience, tuple[Role, ...]] = {
    Audience.EVERYONE: (Role.CAST, Role.GUEST),
    Audience.CASTS: (Role.CAST,),
    Audience.RANKS: (Role.CAST,),
    Audience.GUESTS: (Role.GUEST,),
}


def audience_of(announcement: Announcement) -> QuerySet[User]:
    """The people to mail, in the order in which they are mailed."""
    address = EmailAddress.objects.filter(user=OuterRef("pk"), email=OuterRef("email"))
    people = User.objects.filter(
        Exists(address.filter(verified=True)),
        role__in=ROLES[Audience(announcement.audience)],
        is_active=True,
    )
    if announcement.audience == Audience.RANKS:
        people = people.filter(cast__rank__in=announcement.ranks.all())
    return people.order_by("pk")


@transaction.atomic
def start_mailing(announcement: Announcement, *, now: datetime) -> AnnouncementMailing:
    """The first publication that asks for mail starts it; later ones change nothing."""
    mailing, _ = AnnouncementMailing.objects.get_or_create(
        announcement=announcement,
        defaults={"started_at": now, "total": audience_of(announcement).count()},
    )
    return mailing


@transaction.atomic
def continue_mailing(
    mailing: AnnouncementMailing, *, limit: int, now: datetime
) -> AnnouncementMailing:
    """Queues the mails of the next `limit` people; the last batch ends the mailing.

    An announcement that is no longer shown ends it too: nobody is sent to an empty page.
    """
    mailing = lock_row(mailing)
    if mailing.ended_at:
        return mailing
    announcement = mailing.announcement
    people = next_people(mailing, limit=limit, now=now)
    queue_mails(ANNOUNCEMENT, letters(announcement, people))
    mailing.queued += len(people)
    mailing.last_user = people[-1].pk if people else mailing.last_user
    mailing.ended_at = None if len(people) == limit else now
    mailing.save(update_fields=["queued", "last_user", "ended_at"])
    return mailing


def next_people(mailing: AnnouncementMailing, *, limit: int, now: datetime) -> list[User]:
    if not Announcement.objects.shown_at(now).filter(pk=mailing.announcement_id).exists():
        return []
    people = audience_of(mailing.announcement).filter(pk__gt=mailing.last_user)
    return list(people[:limit])


def letters(
    announcement: Announcement, people: Sequence[User]
) -> list[tuple[str, dict[str, str], str]]:
    link = absolute_url(announcement.get_absolute_url())
    return [
        (
            person.email,
            {"name": person.get_full_name(), "title": announcement.title, "link": link},
            f"{mark_of(announcement)}{person.pk}",
        )
        for person in people
    ]


def mark_of(announcement: Announcement) -> str:
    return f"announcement:{announcement.pk}:"


def progress_of(announcement: Announcement) -> dict[str, int]:
    """How many of its mails wait, were sent and failed: `waiting`, `sent`, `failed`."""
    mails = OutgoingMail.objects.filter(dedupe_key__startswith=mark_of(announcement))
    return mails.aggregate(
        waiting=Count("pk", filter=Q(status__in=(MailStatus.QUEUED, MailStatus.SENDING))),
        sent=Count("pk", filter=Q(status=MailStatus.SENT)),
        failed=Count("pk", filter=Q(status=MailStatus.FAILED)),
    )
