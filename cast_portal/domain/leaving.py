"""When a cast leaves: what must be settled before, and what goes then."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.domain.audit import relabel_log
from accounts.domain.leaving import Hindrance
from accounts.models import User
from cast_portal.domain.invitations import withdraw_offers
from cast_portal.domain.pictures import remove_all_pictures
from cast_portal.domain.profile import TEXT_FIELDS
from cast_portal.domain.purging import purge_entry
from cast_portal.domain.queries import reports_due, upcoming
from cast_portal.domain.schedule_events import tell_schedule
from cast_portal.enums import ReportStatus
from cast_portal.models import Cast, Memo, Reservation, Slot, WeekTemplate
from kernel.locking import lock_row, lock_rows
from talk_rooms.enums import TalkStatus


def hindrances_of_cast(user: User, *, now: datetime) -> list[Hindrance]:
    reservations = Reservation.objects.filter(cast__user=user)
    coming = upcoming(reservations, now=now).count()
    due = reports_due(reservations, now=now).count()
    open_ones = at_the_office(reservations, now=now)
    talks = reverse("cast_portal:talks")
    found = {
        _("これからのトークが%(count)s件あります。"): (coming, talks, _("トークを見る")),
        _("完了報告がまだのトークが%(count)s件あります。"): (due, talks, _("報告する")),
        _("事務局が結果を確認しているトークが%(count)s件あります。"): (
            open_ones,
            reverse("cms_pages:contact"),
            _("事務局に問い合わせる"),
        ),
    }
    return [
        Hindrance(words % {"count": count}, link, action)
        for words, (count, link, action) in found.items()
        if count
    ]


def at_the_office(reservations: QuerySet[Reservation], *, now: datetime) -> int:
    """Held reports, and talks that were not reported in time."""
    held = Q(talk__report__status=ReportStatus.HELD)
    missed = Q(talk__report__isnull=True, talk__ends_at__lte=now, report_until__lt=now)
    return reservations.exclude(talk__status=TalkStatus.CANCELLED).filter(held | missed).count()


def close_schedule(user: User, *, now: datetime) -> None:
    """Takes back all that nobody has reserved, before anybody can."""
    free = Slot.objects.filter(cast__user=user, talk__isnull=True)
    gone = [slot.pk for slot in lock_rows(free)]
    Slot.objects.filter(pk__in=gone).delete()
    if gone:
        tell_schedule(user.public_id)


def erase_cast(cast: Cast, *, now: datetime) -> None:
    """What the cast told guests, pictures, memos, the entry with its documents. Talks, reports and
    the terms they were booked under stay."""
    cast = lock_row(cast)
    erase_profile(cast)
    Memo.objects.filter(cast=cast).delete()
    WeekTemplate.objects.filter(cast=cast).delete()
    withdraw_offers(cast)
    if cast.application:
        purge_entry(cast.application, now=now)
    for row in (cast, *cast.invitations.all()):
        relabel_log(row)


def erase_profile(cast: Cast) -> None:
    remove_all_pictures(cast)
    for name in TEXT_FIELDS:
        setattr(cast, name, "")
    cast.languages, cast.is_listed = [], False
    cast.save()
    cast.categories.clear()
