"""What this app does when the accounts tell it a fact."""

from typing import Any

from django.dispatch import receiver

from accounts.domain.export import Part
from accounts.domain.leaving import Hindrance
from accounts.models import User
from accounts.signals import account_left, leaving_considered, person_data_wanted
from cms_pages.domain.person import erase_person, hindrances_of_writer, person_data


@receiver(leaving_considered)
def say_what_is_unanswered(user: User, **kwargs: Any) -> list[Hindrance]:
    return hindrances_of_writer(user)


@receiver(account_left)
def erase_person_who_left(user: User, former_email: str, **kwargs: Any) -> None:
    erase_person(user, former_email=former_email)


@receiver(person_data_wanted)
def give_person_data(user: User, **kwargs: Any) -> Part:
    return person_data(user)
