from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from wagtail.log_actions import log

from accounts.models import User
from cast_portal.domain.schedule import RefusedStart
from cast_portal.domain.schedule_events import tell_schedule
from cast_portal.models import Cast, Slot
from kernel.locking import lock_rows


@dataclass(frozen=True)
class Stretch:
    """Adjoining slots, as one would say them aloud."""

    starts_at: datetime
    ends_at: datetime
    count: int


def free_slots(cast: Cast, *, until: datetime, now: datetime) -> QuerySet[Slot]:
    """What a break from now to `until` releases, whether a guest could still reserve it or not."""
    free = Slot.objects.filter(cast=cast, talk__isnull=True, starts_at__gt=now, starts_at__lt=until)
    return free.order_by("starts_at")


def stretches(slots: Iterable[Slot | RefusedStart]) -> list[Stretch]:
    """`slots` in order of time."""
    found: list[Stretch] = []
    for slot in slots:
        if found and found[-1].ends_at == slot.starts_at:
            last = found.pop()
            found.append(Stretch(last.starts_at, slot.ends_at, last.count + 1))
        else:
            found.append(Stretch(slot.starts_at, slot.ends_at, 1))
    return found


@transaction.atomic
def take_break(cast: Cast, *, by: User, until: datetime, now: datetime) -> int:
    """Releases what nobody has reserved from now to `until`; returns how many slots that was.

    A slot that a guest reserves at the same moment either is reserved by then, and stays, or is
    gone when the guest asks for it.
    """
    released = [slot.pk for slot in lock_rows(free_slots(cast, until=until, now=now))]
    if not released:
        return 0
    Slot.objects.filter(pk__in=released).delete()
    data = {"until": until.isoformat(), "released": len(released)}
    log(cast, "cast_portal.take_break", user=by, data=data)
    tell_schedule(by.public_id)
    return len(released)
