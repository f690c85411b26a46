from django.http import Http404

from accounts.models import User
from accounts.sessions import consent_is_wanted
from kernel.changes import ChangesConsumer
from talk_rooms.domain.access import talk_for
from talk_rooms.domain.messages import messages_group


class MessagesConsumer(ChangesConsumer):
    """For a talk's two people, from the reservation on, whether the room is open or not."""

    def group_for(self, public_id: str) -> str | None:
        user = self.scope["user"]
        if not isinstance(user, User) or consent_is_wanted(self.scope["session"]):
            return None
        try:
            return messages_group(talk_for(user, public_id))
        except Http404:
            return None
