"""What this app does when the accounts tell it a fact."""

from typing import Any

from django.dispatch import receiver

from accounts.domain.export import Part
from accounts.models import User
from accounts.signals import account_left, person_data_wanted
from cms_pages.domain.person import erase_person, person_data


@receiver(account_left)
def erase_person_who_left(user: User, **kwargs: Any) -> None:
    erase_person(user)


@receiver(person_data_wanted)
def give_person_data(user: User, **kwargs: Any) -> Part:
    return person_data(user)
