"""What this app does when the accounts tell it a fact."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.dispatch import receiver

from accounts.domain.export import Part
from accounts.domain.leaving import Hindrance
from accounts.models import Device, User
from accounts.signals import account_left, leaving_considered, person_data_wanted, signed_out
from talk_rooms.domain.person import erase_ties, hindrances_of_talker, person_data
from talk_rooms.domain.room_events import tell_signed_out


@receiver(leaving_considered)
def say_what_hinders(user: User, now: datetime, **kwargs: Any) -> list[Hindrance]:
    return hindrances_of_talker(user, now=now)


@receiver(account_left)
def erase_ties_of_person(user: User, **kwargs: Any) -> None:
    erase_ties(user)


@receiver(person_data_wanted)
def give_person_data(user: User, **kwargs: Any) -> Part:
    return person_data(user)


@receiver(signed_out)
def send_out_of_rooms(devices: Collection[Device], **kwargs: Any) -> None:
    tell_signed_out(devices)
