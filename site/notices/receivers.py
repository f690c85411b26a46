"""What this app does when the accounts tell it a fact."""

from typing import Any

from django.dispatch import receiver

from accounts.domain.address_changes import confirmation_link
from accounts.enums import AddressSide
from accounts.models import AddressChange, User
from accounts.signals import (
    account_left,
    address_change_asked,
    address_changed,
    addresses_replaced,
    person_data_wanted,
)
from kernel.dates import day_and_time
from kernel.links import absolute_reverse, absolute_url
from notices.account_mails import (
    ACCOUNT_LEFT,
    ADDRESS_CHANGED,
    ADDRESS_TAKEN,
    CONFIRM_NEW_ADDRESS,
    CONFIRM_OLD_ADDRESS,
)
from notices.domain.mail import queue_mail
from notices.domain.person import follow_address, forget_mails, mails_to
from notices.kinds import MailKind


@receiver(address_change_asked)
def mail_both_addresses(change: AddressChange, is_taken: bool, **kwargs: Any) -> None:
    mail_change(CONFIRM_OLD_ADDRESS, change, AddressSide.OLD, to=change.user.email)
    if is_taken:
        values = {"link": absolute_reverse("account_login")}
        queue_mail(ADDRESS_TAKEN, to=change.new_email, values=values)
    else:
        mail_change(CONFIRM_NEW_ADDRESS, change, AddressSide.NEW, to=change.new_email)


def mail_change(kind: MailKind, change: AddressChange, side: AddressSide, *, to: str) -> None:
    values = {
        "link": confirmation_link(change, side),
        "new_email": change.new_email,
        "expires_at": day_and_time(change.expires_at),
    }
    queue_mail(kind, to=to, values=values)


@receiver(address_changed)
def mail_former_address(user: User, former_email: str, **kwargs: Any) -> None:
    values = {"new_email": user.email, "link": absolute_url("/contact/")}
    queue_mail(ADDRESS_CHANGED, to=former_email, values=values)


@receiver(addresses_replaced)
def follow_person(user: User, former_emails: list[str], **kwargs: Any) -> None:
    follow_address(former_emails, to=user.email)


@receiver(account_left)
def say_goodbye(user: User, former_email: str, former_name: str, **kwargs: Any) -> None:
    forget_mails(former_email)
    values = {"name": former_name, "link": absolute_url("/")}
    queue_mail(ACCOUNT_LEFT, to=former_email, values=values)


@receiver(person_data_wanted)
def give_mails(user: User, **kwargs: Any) -> dict[str, Any]:
    return {"mails": mails_to(user.email)}
