from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from cast_portal.domain.pictures import main_pictures
from talk_rooms.domain.messages import unread_count
from talk_rooms.enums import TalkStatus
from talk_rooms.models import Attendance, Talk


def attended_by(guest: User) -> Exists:
    return Exists(Attendance.objects.filter(talk=OuterRef("pk"), user=guest))


def talks_of(guest: User) -> QuerySet[Talk]:
    """Each carries `guest_came`: only those that the guest attended are theirs to rate.

    And `unread`: how many messages wait for the guest.
    """
    return (
        Talk.objects.filter(guest=guest)
        .select_related("cast", "guest", "cast__cast__rank", "reservation", "review")
        .prefetch_related(main_pictures("cast__cast__pictures"))
        .annotate(guest_came=attended_by(guest), unread=unread_count(guest.pk, talk="pk"))
    )


def upcoming_talks(guest: User, *, now: datetime) -> QuerySet[Talk]:
    """The next one first; a talk counts as coming until its very end."""
    talks = talks_of(guest).filter(ends_at__gt=now).exclude(status=TalkStatus.CANCELLED)
    return talks.order_by("starts_at")


def past_talks(guest: User, *, now: datetime) -> QuerySet[Talk]:
    talks = talks_of(guest).filter(ends_at__lte=now).exclude(status=TalkStatus.CANCELLED)
    return talks.order_by("-starts_at")


def cancelled_talks(guest: User) -> QuerySet[Talk]:
    return talks_of(guest).filter(status=TalkStatus.CANCELLED).order_by("-cancelled_at")


def talks_to_review(guest: User, *, now: datetime) -> QuerySet[Talk]:
    return past_talks(guest, now=now).filter(attended_by(guest), review__isnull=True)
