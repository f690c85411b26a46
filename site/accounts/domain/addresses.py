from allauth.account.models import EmailAddress

from accounts.models import AddressChange, User
from accounts.signals import addresses_replaced

# The end of an address that nobody reads: RFC 2606 keeps `.invalid` free.
GONE = "@left.invalid"


def is_taken(email: str, *, by_other_than: User) -> bool:
    """Whether somebody else signs in with this address, or has added it to an account."""
    users = User.objects.filter(email__iexact=email)
    addresses = EmailAddress.objects.filter(email__iexact=email)
    return (
        users.exclude(pk=by_other_than.pk).exists()
        or addresses.exclude(user=by_other_than.pk).exists()
    )


def vouch_for_address(user: User) -> None:
    """The account's address becomes its only one, confirmed by its mails or because staff typed it.

    A wish for another one was made under the former address, and is void.
    """
    AddressChange.objects.filter(user=user).delete()
    addresses = EmailAddress.objects.filter(user=user)
    former = list(addresses.exclude(email=user.email).values_list("email", flat=True))
    addresses.delete()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    addresses_replaced.send(User, user=user, former_emails=former)
