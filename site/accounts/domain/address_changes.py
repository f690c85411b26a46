"""Another mail address, once both the old and the new one have said yes."""

from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.domain.addresses import is_taken, vouch_for_address
from accounts.domain.errors import AddressRefused
from accounts.domain.presence import refuse_gone
from accounts.enums import AddressSide
from accounts.models import AddressChange, User
from accounts.models.address_change import CHANGE_LASTS
from accounts.signals import address_change_asked, address_changed
from kernel.links import absolute_reverse
from kernel.locking import lock_row

SIGNERS = {side: Signer(salt=f"accounts.address_change.{side}") for side in AddressSide}


@transaction.atomic
def ask_address_change(user: User, *, new_email: str, now: datetime) -> AddressChange:
    """Mails a link to either address. An earlier wish of the person, and its links, are void.

    Nothing but the mail to the new address tells that somebody else has it already.
    """
    user = lock_row(user)
    refuse_gone(user)
    new_email = new_email.lower()
    refuse_same(user, new_email)
    AddressChange.objects.filter(user=user).delete()
    change = AddressChange.objects.create(user=user, new_email=new_email, asked_at=now)
    log(user, "accounts.ask_address_change", user=user)
    taken = is_taken(new_email, by_other_than=user)
    address_change_asked.send(AddressChange, change=change, is_taken=taken)
    return change


def refuse_same(user: User, new_email: str) -> None:
    if new_email == user.email:
        raise AddressRefused(
            "same_address", _("現在のメールアドレスと同じです。"), field="new_email"
        )


@transaction.atomic
def cancel_address_change(user: User) -> None:
    AddressChange.objects.filter(user=lock_row(user)).delete()


@transaction.atomic
def confirm_address(change: AddressChange, side: AddressSide, *, now: datetime) -> User:
    """Notes the word of one side; with that of the other the address changes."""
    user = lock_row(change.user)
    current = open_changes(now=now).filter(pk=change.pk).first()
    if current is None:
        raise AddressRefused(
            "change_gone", _("このリンクは期限が切れているか、取り消されています。")
        )
    setattr(current, f"{side}_confirmed_at", current.confirmed_at(side) or now)
    current.save(update_fields=[f"{side}_confirmed_at"])
    if current.is_confirmed:
        change_address(user, current)
    return user


def change_address(user: User, change: AddressChange) -> None:
    if is_taken(change.new_email, by_other_than=user):
        raise address_unavailable()
    former, user.email = user.email, change.new_email
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
            vouch_for_address(user)
    except IntegrityError as error:  # Somebody else took it at the same instant.
        raise address_unavailable() from error
    log(user, "accounts.change_address", user=user)
    address_changed.send(User, user=user, former_email=former)


def address_unavailable() -> AddressRefused:
    return AddressRefused(
        "address_unavailable",
        _("このメールアドレスには変更できません。お手数ですが、事務局までご連絡ください。"),
    )


def forget_expired_changes(*, now: datetime) -> None:
    AddressChange.objects.filter(asked_at__lte=now - CHANGE_LASTS).delete()


# --- looking for one


def open_changes(*, now: datetime) -> QuerySet[AddressChange]:
    return AddressChange.objects.filter(asked_at__gt=now - CHANGE_LASTS, user__is_active=True)


def open_change_of(user: User, *, now: datetime) -> AddressChange | None:
    return open_changes(now=now).filter(user=user).first()


def confirmation_link(change: AddressChange, side: AddressSide) -> str:
    token = SIGNERS[side].sign(change.public_id)
    return absolute_reverse("accounts:confirm_address", side.value, token)


def change_behind(side: AddressSide, token: str, *, now: datetime) -> AddressChange | None:
    """None when the link is not ours, too old, replaced or cancelled."""
    try:
        public_id = SIGNERS[side].unsign(token)
    except BadSignature:
        return None
    return open_changes(now=now).select_related("user").filter(public_id=public_id).first()
