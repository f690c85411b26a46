"""The bank account that a cast's rewards go to. The cast's row is the lock of its account."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.domain.presence import refuse_gone
from accounts.models import User
from cast_portal.domain.own_events import tell_desk
from cast_portal.models import Cast
from kernel.links import absolute_reverse
from kernel.locking import lock_row
from kernel.moves import require_move
from notices.domain.mail import queue_mail
from payouts.domain.errors import PayoutRefused
from payouts.domain.holder import check_holder
from payouts.domain.kana import to_zengin_kana
from payouts.enums import ACCOUNT_MOVES, AccountCheck, AccountType
from payouts.mails import ACCOUNT_CHANGED, ACCOUNT_TO_MEND
from payouts.models import BankAccount, Branch

DETAILS = ["branch", "account_type", "number", "holder_kana"]


@dataclass(frozen=True)
class AccountDetails:
    """`number` is 1 to 7 digits; `holder_kana` is as the person typed it."""

    branch: Branch
    account_type: AccountType
    number: str
    holder_kana: str


def account_of(cast: Cast) -> BankAccount | None:
    return BankAccount.objects.select_related("branch__bank").filter(cast=cast).first()


@transaction.atomic
def set_bank_account(cast: Cast, *, details: AccountDetails, now: datetime) -> BankAccount:
    """Registers or changes the account; every change opens its check again and mails the cast."""
    cast = lock_row(cast)
    refuse_gone(cast.user)
    holder = holder_in_kana(details.holder_kana)
    check = check_holder(holder, cast.user.legal_name_kana)
    current = account_of(cast)
    account = current or BankAccount(cast=cast)
    before = described(account) if current else None
    account.branch = open_branch(details.branch)
    account.account_type = details.account_type
    account.number = details.number.zfill(7)
    account.holder_kana = holder
    if current and described(account) == before:
        return confirm_unchanged(account, now=now)
    account.check_status = check
    account.check_note = ""
    account.updated_at = now
    account.save()
    log(account, "payouts.set_bank_account", user=cast.user, data={"check": check})
    tell_desk(cast.user.public_id)
    mail_change(account)
    return account


def described(account: BankAccount) -> list[object]:
    return [account.branch_id, *(getattr(account, name) for name in DETAILS[1:])]


def confirm_unchanged(account: BankAccount, *, now: datetime) -> BankAccount:
    """The cast says again what staff or the bank had doubted: staff look, nothing else moves."""
    if account.check_status == AccountCheck.MENDING:
        account.check_status = AccountCheck.WAITING
        account.updated_at = now
        account.save(update_fields=["check_status", "updated_at"])
        log(account, "payouts.confirm_bank_account", user=account.cast.user)
        tell_desk(account.cast.user.public_id)
    return account


def holder_in_kana(text: str) -> str:
    try:
        return to_zengin_kana(text)
    except PayoutRefused as refusal:
        raise PayoutRefused(refusal.code, refusal.message, field="holder_kana") from refusal


def open_branch(branch: Branch) -> Branch:
    if not (branch.is_current and branch.bank.is_current):
        message = _("この支店は現在ご利用いただけません。新しい支店をお選びください。")
        raise PayoutRefused("branch_closed", message, field="branch")
    return branch


@transaction.atomic
def verify_account(account: BankAccount, *, by: User, reason: str, now: datetime) -> BankAccount:
    """Staff accept the holder's name although it is not letter for letter the cast's own."""
    account = locked_account(account)
    if account.is_verified:
        return account
    require_move(ACCOUNT_MOVES, AccountCheck(account.check_status), AccountCheck.VERIFIED)
    account.check_status = AccountCheck.VERIFIED
    account.check_note = required_reason(reason)
    account.save(update_fields=["check_status", "check_note"])
    log(account, "payouts.verify_account", user=by, data={"reason": reason})
    tell_desk(account.cast.user.public_id)
    return account


@transaction.atomic
def ask_to_mend_account(
    account: BankAccount, *, by: User, reason: str, now: datetime
) -> BankAccount:
    """Staff ask the cast, by mail and on the account page, to register the account anew."""
    account = locked_account(account)
    if account.check_status == AccountCheck.MENDING:
        return account
    mark_for_mending(account, required_reason(reason))
    log(account, "payouts.ask_to_mend_account", user=by, data={"reason": reason})
    tell_desk(account.cast.user.public_id)
    values = {**account_values(account), "reason": reason}
    queue_mail(ACCOUNT_TO_MEND, to=account.cast.user.email, values=values)
    return account


def tell_of_closing(accounts: "QuerySet[BankAccount]") -> None:
    """Their bank or branch has left the master: nothing can be paid until the casts name others."""
    reason = gettext("銀行または支店が統廃合などで使えなくなったため、お振込ができません。")
    for account in accounts.select_related("branch__bank", "cast__user"):
        values = {**account_values(account), "reason": reason}
        queue_mail(ACCOUNT_TO_MEND, to=account.cast.user.email, values=values)
        tell_desk(account.cast.user.public_id)


def mark_for_mending(account: BankAccount, reason: str) -> None:
    if account.check_status != AccountCheck.MENDING:
        require_move(ACCOUNT_MOVES, AccountCheck(account.check_status), AccountCheck.MENDING)
    account.check_status = AccountCheck.MENDING
    account.check_note = reason
    account.save(update_fields=["check_status", "check_note"])


def locked_account(account: BankAccount) -> BankAccount:
    lock_row(account.cast)
    return BankAccount.objects.select_related("branch__bank", "cast__user").get(pk=account.pk)


def required_reason(reason: str) -> str:
    if not reason.strip():
        raise PayoutRefused("reason_needed", _("理由を入力してください。"), field="reason")
    return reason.strip()


def account_values(account: BankAccount) -> dict[str, object]:
    return {
        "cast_name": account.cast.user.public_name,
        "account": str(account),
        "link": absolute_reverse("payouts:bank_account"),
    }


def mail_change(account: BankAccount) -> None:
    values = {**account_values(account), "check": account.get_check_status_display()}
    queue_mail(ACCOUNT_CHANGED, to=account.cast.user.email, values=values)
