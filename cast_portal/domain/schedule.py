from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.domain.presence import refuse_gone
from accounts.models import User
from cast_portal.domain.errors import ScheduleRefused
from cast_portal.domain.grid import DAY, day_of, is_on_grid, midnight
from cast_portal.domain.schedule_events import tell_schedule
from cast_portal.models import Cast, CastPortalSettings, Slot
from kernel.locking import lock_row


@dataclass(frozen=True)
class RefusedStart:
    """A slot that could not be offered, and why."""

    starts_at: datetime
    ends_at: datetime
    refusal: ScheduleRefused


@dataclass(frozen=True)
class Offered:
    """What one save did: new slots, starts that were on offer already, starts turned down."""

    added: list[Slot]
    kept: list[datetime]
    refused: list[RefusedStart]


class Taken:
    """Slots of one cast in order of time, asked which of them meets a stretch of time."""

    def __init__(self, slots: Sequence[Slot]) -> None:
        self.slots = slots
        self.starts = [slot.starts_at for slot in slots]

    def meeting(self, starts_at: datetime, ends_at: datetime) -> Slot | None:
        # Slots never overlap, so only the last one that begins before the end can meet it.
        before_end = bisect_left(self.starts, ends_at) - 1
        slot = self.slots[before_end] if before_end >= 0 else None
        return slot if slot and slot.ends_at > starts_at else None


@transaction.atomic
def offer_slots(cast: Cast, *, starts: Sequence[datetime], now: datetime) -> Offered:
    """Puts the starts on offer that the rules allow; the others come back with the reason.

    A refused start does not stop the rest. The rows themselves are the record of an offer; only
    a release, which takes one away, leaves an audit row. The number of queries is constant.
    """
    refuse_gone(lock_row(cast).user)
    offered = plan_slots(cast, starts=starts, now=now)
    # The mutable list keeps its rows, now with their keys.
    Slot.objects.bulk_create(offered.added)
    if offered.added:
        tell_schedule(cast.user.public_id)
    return offered


def plan_slots(cast: Cast, *, starts: Sequence[datetime], now: datetime) -> Offered:
    """What `offer_slots` would do, in rows that are not saved."""
    rules = CastPortalSettings.load()
    length = timedelta(seconds=rules.slot_seconds)
    offered = Offered(added=[], kept=[], refused=[])
    fitting = []
    for start in sorted(set(starts)):
        if refusal := rule_against(start, rules=rules, now=now):
            offered.refused.append(RefusedStart(start, start + length, refusal))
        else:
            fitting.append(Slot(cast=cast, starts_at=start, ends_at=start + length))
    sort_out(fitting, taken=Taken(slots_around(cast, fitting)), offered=offered)
    return offered


def slots_around(cast: Cast, slots: Sequence[Slot]) -> list[Slot]:
    if not slots:
        return []
    mine = Slot.objects.filter(cast=cast, starts_at__lt=slots[-1].ends_at)
    return list(mine.filter(ends_at__gt=slots[0].starts_at).order_by("starts_at"))


def sort_out(slots: Sequence[Slot], *, taken: Taken, offered: Offered) -> None:
    for slot in slots:
        other = taken.meeting(slot.starts_at, slot.ends_at)
        if other is None:
            offered.added.append(slot)
        elif (other.starts_at, other.ends_at) == (slot.starts_at, slot.ends_at):
            offered.kept.append(slot.starts_at)
        else:
            offered.refused.append(RefusedStart(slot.starts_at, slot.ends_at, overlap()))


def overlap() -> ScheduleRefused:
    return ScheduleRefused("slot_overlaps", _("登録済みの別の枠と時間が重なっています。"))


def last_day_on_offer(rules: CastPortalSettings, *, now: datetime) -> date:
    return day_of(now) + timedelta(days=rules.booking_horizon_days)


def booking_opens_at(rules: CastPortalSettings, *, now: datetime) -> datetime:
    """The earliest start that a guest could still reserve."""
    return now + timedelta(minutes=rules.booking_lead_minutes)


def booking_closes_at(rules: CastPortalSettings, *, now: datetime) -> datetime:
    """The end of the last day on offer: no start from then on can be reserved yet."""
    return midnight(last_day_on_offer(rules, now=now) + DAY)


def rule_against(
    start: datetime, *, rules: CastPortalSettings, now: datetime
) -> ScheduleRefused | None:
    if start <= now:
        return ScheduleRefused("slot_in_past", _("すでに過ぎた時間です。"))
    if start < booking_opens_at(rules, now=now):
        message = _("予約の締め切り（開始の%(minutes)s分前）を過ぎています。")
        return ScheduleRefused("slot_too_soon", message % {"minutes": rules.booking_lead_minutes})
    if start >= booking_closes_at(rules, now=now):
        message = _("登録できるのは%(days)s日先までです。")
        return ScheduleRefused("slot_too_far", message % {"days": rules.booking_horizon_days})
    if not is_on_grid(start, length=timedelta(seconds=rules.slot_seconds)):
        return ScheduleRefused("slot_off_grid", _("枠の開始時刻として選べない時間です。"))
    return None


@transaction.atomic
def release_slot(slot: Slot, *, by: User, now: datetime) -> None:
    """Takes a free slot off the schedule. One that is gone already is nobody's concern."""
    try:
        slot = lock_row(slot)
    except Slot.DoesNotExist:
        return
    if slot.is_reserved:
        raise ScheduleRefused(
            "slot_is_reserved", _("ゲストの予約が入っているため、この枠は解除できません。")
        )
    if slot.starts_at <= now:
        raise ScheduleRefused("slot_in_past", _("すでに過ぎた枠は解除できません。"))
    log(
        slot.cast,
        "cast_portal.release_slot",
        user=by,
        data={"starts_at": slot.starts_at.isoformat()},
    )
    slot.delete()
    tell_schedule(slot.cast.user.public_id)
