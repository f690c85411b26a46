from django.db.models import Q

from accounts.sessions import consent_is_wanted
from cast_portal.domain.own_events import desk_group, memos_group
from cast_portal.domain.schedule_events import schedule_group
from cast_portal.models import Cast
from kernel.changes import ChangesConsumer


class ScheduleConsumer(ChangesConsumer):
    """Everybody may follow a listed cast's times, and a cast always its own."""

    def group_for(self, public_id: str) -> str | None:
        visible = Q(is_listed=True, user__is_active=True) | Q(user=self.scope["user"].pk)
        found = Cast.objects.filter(visible, user__public_id=public_id).exists()
        return schedule_group(public_id) if found else None


class OwnConsumer(ChangesConsumer):
    """What nobody but the cast itself may follow."""

    def group_of(self, public_id: str) -> str:
        raise NotImplementedError

    def group_for(self, public_id: str) -> str | None:
        if consent_is_wanted(self.scope["session"]):
            return None
        own = Cast.objects.filter(user=self.scope["user"].pk, user__public_id=public_id)
        return self.group_of(public_id) if own.exists() else None


class DeskConsumer(OwnConsumer):
    def group_of(self, public_id: str) -> str:
        return desk_group(public_id)


class MemosConsumer(OwnConsumer):
    def group_of(self, public_id: str) -> str:
        return memos_group(public_id)
