from django.db.models import Q

from cast_portal.domain.schedule_events import schedule_group
from cast_portal.models import Cast
from kernel.changes import ChangesConsumer


class ScheduleConsumer(ChangesConsumer):
    """Everybody may follow a listed cast's times, and a cast always its own."""

    def group_for(self, public_id: str) -> str | None:
        visible = Q(is_listed=True, user__is_active=True) | Q(user=self.scope["user"].pk)
        found = Cast.objects.filter(visible, user__public_id=public_id).exists()
        return schedule_group(public_id) if found else None
