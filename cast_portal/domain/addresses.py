"""Whose an e-mail address is. A sign-up that nobody has confirmed proves nothing about it."""

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, QuerySet

from accounts.enums import Role
from accounts.models import User
from kernel.locking import lock_rows
from talk_rooms.models import Talk


def has_account(email: str) -> bool:
    """Whether the address belongs to somebody who can use the site with it."""
    of_address = User.objects.filter(email__iexact=email)
    return (
        of_address.exclude(pk__in=unproven_sign_ups(email)).exists()
        or EmailAddress.objects.filter(email__iexact=email, verified=True).exists()
    )


def unproven_sign_ups(email: str) -> QuerySet[User]:
    """Guests who have never shown that the address is theirs, and so have never been here."""
    addresses = EmailAddress.objects.filter(user=OuterRef("pk"))
    return User.objects.filter(
        ~Exists(addresses.filter(verified=True)),
        ~Exists(Talk.objects.filter(guest=OuterRef("pk"))),
        email__iexact=email,
        role=Role.GUEST,
        is_staff=False,
        last_login__isnull=True,
    )


def free_address(email: str) -> None:
    """Takes away a sign-up that holds an address without having proved it.

    Must run inside a transaction: a confirmation that arrives now waits for its end.
    """
    lock_rows(EmailAddress.objects.filter(email__iexact=email))
    for user in unproven_sign_ups(email):
        user.consents.all().delete()
        user.delete()
