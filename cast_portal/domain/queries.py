from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.http import Http404
from django.utils.timezone import get_default_timezone

from accounts.models import User
from cast_portal.domain.grid import DAY, PartOfDay, grid_starts, midnight, part_bounds
from cast_portal.domain.schedule import Taken
from cast_portal.enums import ReportStatus
from cast_portal.models import Cast, Report, Reservation, Slot
from talk_rooms.domain.messages import unread_count
from talk_rooms.enums import TalkStatus
from talk_rooms.models import Talk

AT_HAND = timedelta(minutes=10)


def cast_of(user: User) -> Cast:
    """The one gate from a signed-in user to the cast's own pages."""
    cast = Cast.objects.select_related("user", "rank").filter(user=user).first()
    if cast is None:
        raise Http404
    return cast


def reservations_of(cast: Cast) -> QuerySet[Reservation]:
    """With all that a row of a list shows."""
    mine = Reservation.objects.filter(cast=cast).annotate(
        unread=unread_count(cast.user_id, talk="talk")
    )
    return mine.select_related("talk__cast", "talk__guest__guest", "talk__report")


def months_of(cast: Cast) -> QuerySet[Any, datetime]:
    """The first moments of the months in which the cast has talks, the latest first."""
    return Reservation.objects.filter(cast=cast).datetimes("talk__starts_at", "month", order="DESC")


def reservation_for(cast: Cast, public_id: str) -> Reservation:
    """The gate to one talk on the cast's side; a stranger gets 404."""
    reservation = reservations_of(cast).filter(talk__public_id=public_id).first()
    if reservation is None:
        raise Http404
    return reservation


def slot_for(cast: Cast, slot_id: int) -> Slot:
    """The gate to one slot; another cast's is as good as gone."""
    slot = Slot.objects.filter(cast=cast, pk=slot_id).select_related("talk__guest").first()
    if slot is None:
        raise Http404
    return slot


def upcoming(reservations: QuerySet[Reservation], *, now: datetime) -> QuerySet[Reservation]:
    """Soonest first; a talk that is under way still belongs to them."""
    coming = reservations.filter(talk__status=TalkStatus.RESERVED, talk__ends_at__gt=now)
    return coming.order_by("talk__starts_at")


def next_at_hand(cast: Cast, *, after: Talk, now: datetime) -> Reservation | None:
    """The cast's next talk besides that one, if its room is open or it begins within AT_HAND."""
    coming = upcoming(reservations_of(cast), now=now).exclude(talk=after).first()
    if coming is None:
        return None
    talk = coming.talk
    return coming if min(talk.opens_at, talk.starts_at - AT_HAND) <= now else None


def past(reservations: QuerySet[Reservation], *, now: datetime) -> QuerySet[Reservation]:
    over = reservations.exclude(talk__status=TalkStatus.CANCELLED).filter(talk__ends_at__lte=now)
    return over.order_by("-talk__starts_at")


def cancelled(reservations: QuerySet[Reservation]) -> QuerySet[Reservation]:
    gone = reservations.filter(talk__status=TalkStatus.CANCELLED)
    return gone.order_by("-talk__starts_at")


def reports_due(reservations: QuerySet[Reservation], *, now: datetime) -> QuerySet[Reservation]:
    """Over, not reported, and the window is still open; the most urgent first."""
    waiting = past(reservations, now=now).filter(talk__report__isnull=True, report_until__gte=now)
    return waiting.order_by("report_until")


def unreported(*, now: datetime) -> QuerySet[Reservation]:
    """未報告: over, not reported, the window closed. They wait for the office."""
    everybody = Reservation.objects.select_related("talk__cast", "talk__guest")
    missed = past(everybody, now=now).filter(talk__report__isnull=True, report_until__lt=now)
    return missed.order_by("report_until")


def held_reports() -> QuerySet[Report]:
    held = Report.objects.filter(status=ReportStatus.HELD)
    return held.select_related("talk__cast", "talk__guest").order_by("filed_at")


def starting_between(
    reservations: QuerySet[Reservation], start: datetime, end: datetime
) -> QuerySet[Reservation]:
    """What is left of the plan: cancelled talks are none of it."""
    standing = reservations.exclude(talk__status=TalkStatus.CANCELLED)
    return standing.filter(talk__starts_at__gte=start, talk__starts_at__lt=end)


@dataclass(frozen=True)
class DayCount:
    """How many slots can still be reserved, were not reserved in time, and are reserved."""

    day: date
    free: int = 0
    missed: int = 0
    reserved: int = 0


def day_counts(cast: Cast, *, first: date, days: int, opens_at: datetime) -> list[DayCount]:
    """How many slots each day from `first` on has, in one query."""
    start, nobodys = midnight(first), Q(talk__isnull=True)
    rows = (
        Slot.objects.filter(cast=cast, starts_at__gte=start, starts_at__lt=start + days * DAY)
        .values(day=TruncDate("starts_at", tzinfo=get_default_timezone()))
        .annotate(
            free=Count("pk", filter=nobodys & Q(starts_at__gte=opens_at)),
            missed=Count("pk", filter=nobodys & Q(starts_at__lt=opens_at)),
            reserved=Count("pk", filter=~nobodys),
        )
        .order_by("day")
    )
    found = {row["day"]: DayCount(**row) for row in rows}
    wanted = [first + timedelta(days=offset) for offset in range(days)]
    return [found.get(day, DayCount(day)) for day in wanted]


@dataclass(frozen=True)
class Cell:
    """One square of the schedule: a slot, or a start at which one could be offered."""

    starts_at: datetime
    ends_at: datetime
    slot: Slot | None
    is_past: bool
    is_closed: bool

    @property
    def is_open(self) -> bool:
        return self.slot is None and not self.is_closed


def schedule_cells(
    cast: Cast,
    *,
    day: date,
    part: PartOfDay,
    length: timedelta,
    opens_at: datetime,
    now: datetime,
) -> list[Cell]:
    """What one part of a day shows, in order of time; guests can reserve from `opens_at` on.

    Slots that were offered under another length keep theirs; the grid gives way around them.
    """
    first, until = part_bounds(day, part)
    slots = list(
        Slot.objects.filter(cast=cast, starts_at__lt=until + length, ends_at__gt=first)
        .select_related("talk__guest")
        .order_by("starts_at")
    )
    taken = Taken(slots)

    def cell(starts_at: datetime, ends_at: datetime, slot: Slot | None = None) -> Cell:
        is_past = starts_at <= now
        return Cell(starts_at, ends_at, slot, is_past, is_past or starts_at < opens_at)

    shown = [slot for slot in slots if first <= slot.starts_at < until]
    cells = [cell(slot.starts_at, slot.ends_at, slot) for slot in shown]
    for start in grid_starts(first, until, length=length):
        if not taken.meeting(start, start + length):
            cells.append(cell(start, start + length))
    return sorted(cells, key=lambda cell: cell.starts_at)
