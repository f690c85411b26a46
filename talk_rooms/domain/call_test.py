from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from talk_rooms.domain.turn import IceSettings, ice_settings

TEST_LASTS = timedelta(minutes=10)


def ice_settings_for_test(user: User | AnonymousUser, *, now: datetime) -> IceSettings | None:
    """What a call test may use. A visitor gets no relay: it would be a free one for anybody."""
    if not isinstance(user, User):
        return None
    return ice_settings(f"test.{user.public_id}", expires_at=now + TEST_LASTS)
