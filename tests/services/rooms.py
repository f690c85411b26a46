"""Many rooms at once: two people each, with sessions, whose talks change phase at one instant."""

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from talk_rooms.models import Attendance, Talk

SessionStore = import_module(settings.SESSION_ENGINE).SessionStore
PHASE = timedelta(seconds=3)


def people(side: str, role: Role, count: int) -> list[User]:
    users = [
        User(email=f"room-{side}{number}@example.com", role=role, public_name=f"{side}{number}")
        for number in range(count)
    ]
    User.objects.bulk_create(users, ignore_conflicts=True)
    return list(User.objects.filter(email__startswith=f"room-{side}").order_by("pk")[:count])


def cookie_of(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


@transaction.atomic
def open_rooms(count: int, *, lead: timedelta) -> list[dict[str, str]]:
    """They are open at once; after `lead` they go through their four changes of phase."""
    pairs = list(
        zip(people("cast", Role.CAST, count), people("guest", Role.GUEST, count), strict=True)
    )
    earlier = Talk.objects.filter(cast__email__startswith="room-cast")
    Attendance.objects.filter(talk__in=earlier).delete()
    earlier.delete()
    now = timezone.now()
    fields = {
        "starts_at": now + lead,
        "ends_at": now + lead + 3 * PHASE,
        "margin_seconds": PHASE.seconds,
        "room_opens_seconds": 3600,
        "created_at": now,
    }
    talks = Talk.objects.bulk_create(Talk(cast=one, guest=two, **fields) for one, two in pairs)
    return [
        {"talk": talk.public_id, "cast": cookie_of(talk.cast), "guest": cookie_of(talk.guest)}
        for talk in talks
    ]
