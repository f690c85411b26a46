from django.utils import timezone

from accounts.domain.address_changes import forget_expired_changes
from accounts.domain.devices import forget_ended
from accounts.models import Device

SCHEDULES = {"accounts.tasks.forget_what_is_over": 24 * 60}


def forget_what_is_over() -> None:
    """Devices whose sessions have ended, and changes of address that nobody has confirmed."""
    now = timezone.now()
    forget_ended(Device.objects.all(), now=now)
    forget_expired_changes(now=now)
