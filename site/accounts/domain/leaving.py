"""Leaving for good: what law asks for and what belongs to others is kept, the rest is erased."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.domain.addresses import GONE
from accounts.domain.audit import relabel_log
from accounts.domain.devices import sign_out
from accounts.domain.errors import LeavingRefused
from accounts.enums import Role
from accounts.models import AddressChange, Guest, User
from accounts.signals import account_leaving, account_left, leaving_considered
from kernel.locking import lock_row

NAMES_OF_THE_GONE = {Role.CAST: _("退会したキャスト"), Role.GUEST: _("退会したゲスト")}
ERASED_NAMES = ("last_name", "first_name", "last_name_kana", "first_name_kana")


@dataclass(frozen=True)
class Hindrance:
    """What has to be settled before somebody may leave, and the address where they can."""

    words: str | Promise
    link: str
    action: str | Promise


def hindrances_for(user: User, *, now: datetime) -> list[Hindrance]:
    answers: list[tuple[Any, Any]] = leaving_considered.send(User, user=user, now=now)
    return [hindrance for _receiver, found in answers for hindrance in found]


@transaction.atomic
def leave(user: User, *, now: datetime) -> User:
    """Ends an account at its owner's wish, unless something is open (`leaving_hindered`).

    Locks the free slots before the user's row, as a reservation does: whichever of the two comes
    first, no talk is left with somebody who is gone.
    """
    require_member(user)
    account_leaving.send(User, user=user, now=now)
    user = lock_row(user)
    if user.left_at:
        return user
    refuse_hindered(hindrances_for(user, now=now))
    former = {"former_email": user.email, "former_name": str(user)}
    erase_person(user, now=now)
    account_left.send(User, user=user, now=now, **former)
    log(user, "accounts.leave")
    return user


def require_member(user: User) -> None:
    if user.role not in NAMES_OF_THE_GONE:
        raise LeavingRefused("staff_stay", _("事務局のアカウントは、管理画面で停止してください。"))


def refuse_hindered(hindrances: Iterable[Hindrance]) -> None:
    if list(hindrances):
        raise LeavingRefused(
            "leaving_hindered",
            _("退会の前に、お済ませいただきたいことがあります。内容をご確認ください。"),
        )


def erase_person(user: User, *, now: datetime) -> None:
    """The address, too, which is free for a new sign-up from now on."""
    user.email = f"left-{user.public_id}{GONE}"
    user.public_name = str(NAMES_OF_THE_GONE[Role(user.role)])
    for name in ERASED_NAMES:
        setattr(user, name, "")
    user.set_unusable_password()
    user.is_active, user.left_at = False, now
    user.save()
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    AddressChange.objects.filter(user=user).delete()
    sign_out(user.devices.all())
    erase_guest(user)
    relabel_log(user)


def erase_guest(user: User) -> None:
    for guest in Guest.objects.filter(user=user):
        guest.introduction = guest.topics = ""
        guest.save(update_fields=["introduction", "topics"])
        relabel_log(guest)
