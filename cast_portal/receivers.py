"""What this app does when the talk rooms or the accounts tell it a fact."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from accounts.domain.export import Part
from accounts.domain.leaving import Hindrance
from accounts.enums import Role
from accounts.models import User
from accounts.signals import (
    account_leaving,
    account_left,
    leaving_considered,
    person_data_wanted,
)
from cast_portal.domain.leaving import close_schedule, erase_cast, hindrances_of_cast
from cast_portal.domain.own_events import tell_desk
from cast_portal.domain.person_data import person_data
from cast_portal.domain.stages import stage_of
from cast_portal.enums import Stage
from cast_portal.mails.reports import mail_report_due
from cast_portal.models import Cast, Reservation
from talk_rooms.models import Message, Talk
from talk_rooms.signals import talk_ended, unread_changed


@receiver(talk_ended)
def ask_for_report(sender: type[Talk], talk: Talk, now: datetime, **kwargs: Any) -> None:
    """Unless the report is there already, or the talk was closed too late to ask for one."""
    reservations = Reservation.objects.select_related("talk__cast", "talk__guest", "talk__report")
    reservation = reservations.filter(talk=talk).first()
    if reservation and stage_of(reservation, now=now) == Stage.REPORT_DUE:
        mail_report_due(reservation)


@receiver(unread_changed)
def tell_desk_of_unread(sender: type[Message], reader: User, **kwargs: Any) -> None:
    if reader.role == Role.CAST:
        tell_desk(reader.public_id)


@receiver(leaving_considered)
def say_what_hinders_a_cast(user: User, now: datetime, **kwargs: Any) -> list[Hindrance]:
    return hindrances_of_cast(user, now=now) if user.role == Role.CAST else []


@receiver(account_leaving)
def close_schedule_of_cast(user: User, now: datetime, **kwargs: Any) -> None:
    if user.role == Role.CAST:
        close_schedule(user, now=now)


@receiver(account_left)
def erase_cast_who_left(user: User, now: datetime, **kwargs: Any) -> None:
    if cast := Cast.objects.filter(user=user).first():
        erase_cast(cast, now=now)


@receiver(person_data_wanted)
def give_person_data(user: User, **kwargs: Any) -> Part:
    return person_data(user)
