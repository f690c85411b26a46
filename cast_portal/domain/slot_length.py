from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Max, Q

from cast_portal.models import CastPortalSettings, Slot


@dataclass(frozen=True)
class OtherLengths:
    """Slots still to come that keep a length other than the one now set; `last_ends_at` of all."""

    free: int
    reserved: int
    last_ends_at: datetime | None


def slots_of_other_lengths(rules: CastPortalSettings, *, now: datetime) -> OtherLengths:
    coming = Slot.objects.filter(starts_at__gt=now).annotate(length=F("ends_at") - F("starts_at"))
    others = coming.exclude(length=timedelta(seconds=rules.slot_seconds))
    return OtherLengths(
        **others.aggregate(
            free=Count("pk", filter=Q(talk__isnull=True)),
            reserved=Count("pk", filter=Q(talk__isnull=False)),
            last_ends_at=Max("ends_at"),
        )
    )
