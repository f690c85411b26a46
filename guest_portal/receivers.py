"""What this app does when the accounts tell it a fact."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from accounts.domain.export import Part
from accounts.domain.leaving import Hindrance
from accounts.enums import Role
from accounts.models import User
from accounts.signals import leaving_considered, person_data_wanted
from guest_portal.domain.person import hindrances_of_guest, person_data


@receiver(leaving_considered)
def say_what_hinders_a_guest(user: User, now: datetime, **kwargs: Any) -> list[Hindrance]:
    return hindrances_of_guest(user, now=now) if user.role == Role.GUEST else []


@receiver(person_data_wanted)
def give_person_data(user: User, **kwargs: Any) -> Part:
    return person_data(user)
