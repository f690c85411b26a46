"""Where somebody is signed in. Ending a session is what signs a device out, at its next request
or socket; who holds open sockets hears `signed_out`."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from accounts.domain.user_agents import browser_of, system_of
from accounts.models import Device, User
from accounts.signals import signed_out


@transaction.atomic
def note_device(user: User, *, session_key: str, user_agent: str, now: datetime) -> Device:
    """At a sign-in. Rows of this person whose sessions have ended go at the same time."""
    forget_ended(Device.objects.filter(user=user), now=now)
    device, _created = Device.objects.update_or_create(
        session_key=session_key,
        defaults={
            "user": user,
            "browser": browser_of(user_agent),
            "system": system_of(user_agent),
            "first_seen_at": now,
            "last_seen_at": now,
        },
    )
    return device


def see_device(session_key: str, *, now: datetime) -> bool:
    """False when the list does not know the session."""
    return Device.objects.filter(session_key=session_key).update(last_seen_at=now) > 0


def signed_in_devices(user: User, *, now: datetime) -> QuerySet[Device]:
    return user.devices.filter(is_alive(now))


def is_alive(now: datetime) -> Exists:
    sessions = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    return Exists(sessions)


def forget_ended(devices: QuerySet[Device], *, now: datetime) -> None:
    devices.filter(~is_alive(now)).delete()


@transaction.atomic
def sign_out(devices: QuerySet[Device]) -> int:
    """Returns how many devices that was."""
    gone = list(devices)
    keys = [device.session_key for device in gone]
    Session.objects.filter(session_key__in=keys).delete()
    Device.objects.filter(session_key__in=keys).delete()
    if gone:
        signed_out.send(Device, devices=gone)
    return len(gone)


def sign_out_others(user: User, *, kept: str) -> int:
    """All devices but the one whose session key is `kept`."""
    return sign_out(user.devices.exclude(session_key=kept))
