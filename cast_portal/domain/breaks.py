from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from accounts.models import User
from cast_portal.domain.schedule_events import tell_schedule
from cast_portal.models import Cast, Slot
from kernel.locking import lock_rows


@transaction.atomic
def take_break(cast: Cast, *, by: User, until: datetime, now: datetime) -> int:
    """Releases what nobody has reserved from now to `until`; returns how many slots that was.

    A slot that a guest reserves at the same moment either is reserved by then, and stays, or is
    gone when the guest asks for it.
    """
    free = Slot.objects.filter(cast=cast, talk__isnull=True, starts_at__gt=now, starts_at__lt=until)
    released = [slot.pk for slot in lock_rows(free)]
    if not released:
        return 0
    Slot.objects.filter(pk__in=released).delete()
    data = {"until": until.isoformat(), "released": len(released)}
    log(cast, "cast_portal.take_break", user=by, data=data)
    tell_schedule(by.public_id)
    return len(released)
