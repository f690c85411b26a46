"""What the bank did with a batch: line by line paid, or sent back."""

from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.models import User
from cast_portal.domain.own_events import tell_desk
from kernel.links import absolute_reverse
from kernel.locking import lock_row
from kernel.moves import require_move
from payouts.domain.accounts import account_of, mark_for_mending, required_reason
from payouts.domain.bank_file import goes_to
from payouts.domain.batches import lines_of, locked_batch
from payouts.domain.claims import mail_cast
from payouts.domain.errors import PayoutRefused
from payouts.domain.queries import open_claim
from payouts.enums import (
    BATCH_MOVES,
    CLAIM_MOVES,
    LINE_MOVES,
    BatchStatus,
    ClaimStatus,
    LineStatus,
)
from payouts.mails import CLAIM_PAID, TRANSFER_RETURNED
from payouts.models import TransferBatch, TransferLine


@transaction.atomic
def mark_batch_paid(batch: TransferBatch, *, by: User, now: datetime) -> TransferBatch:
    """Every line still under way arrived; the casts are told."""
    batch = locked_batch(batch)
    if batch.status == BatchStatus.SETTLED:
        return batch
    require_exported(batch)
    for line in lines_of(batch):
        if line.status == LineStatus.PENDING:
            pay_line(line, batch, now=now)
    log(batch, "payouts.mark_batch_paid", user=by)
    return settle_if_done(batch)


@transaction.atomic
def mark_line_paid(line: TransferLine, *, by: User, now: datetime) -> TransferLine:
    batch, line = locked_line(line)
    if line.status == LineStatus.PAID:
        return line
    require_exported(batch)
    pay_line(line, batch, now=now)
    log(line.claim, "payouts.mark_line_paid", user=by)
    settle_if_done(batch)
    return line


def pay_line(line: TransferLine, batch: TransferBatch, *, now: datetime) -> None:
    move_line(line, LineStatus.PAID)
    claim = line.claim
    require_move(CLAIM_MOVES, ClaimStatus(claim.status), ClaimStatus.PAID)
    claim.status = ClaimStatus.PAID
    claim.paid_at = now
    claim.save(update_fields=["status", "paid_at"])
    tell_desk(claim.cast.user.public_id)
    mail_cast(
        CLAIM_PAID,
        claim,
        dedupe_key=f"payouts.claim_paid:{line.pk}",
        date=date_format(batch.value_date, "Y年n月j日"),
        account=line.account_label,
    )


@transaction.atomic
def mark_line_returned(
    line: TransferLine, *, by: User, reason: str, lost_fee_yen: int, now: datetime
) -> TransferLine:
    """The bank sent the money back, perhaps days after it was marked paid.

    The claim waits until the cast has mended the account and staff approve it again;
    `lost_fee_yen` is what the bank kept.
    """
    batch, line = locked_line(line)
    if line.status == LineStatus.RETURNED:
        return line
    if not batch.has_file:
        raise PayoutRefused("batch_not_exported", _("まだ振込手続きをしていない明細です。"))
    reason = required_reason(reason)
    refuse_second_open_claim(line)
    move_line(line, LineStatus.RETURNED, note=reason, lost_fee_yen=lost_fee_yen)
    take_back_claim(line, reason)
    log(
        line.claim,
        "payouts.mark_line_returned",
        user=by,
        data={"reason": reason, "lost_fee_yen": lost_fee_yen},
    )
    settle_if_done(batch)
    return line


def take_back_claim(line: TransferLine, reason: str) -> None:
    claim = line.claim
    require_move(CLAIM_MOVES, ClaimStatus(claim.status), ClaimStatus.RETURNED)
    claim.status = ClaimStatus.RETURNED
    claim.paid_at = None
    claim.note_to_cast = reason
    claim.save(update_fields=["status", "paid_at", "note_to_cast"])
    tell_desk(claim.cast.user.public_id)
    account = account_of(claim.cast)
    # An account registered since has not failed: it stays good.
    if account and goes_to(line, account):
        mark_for_mending(account, reason)
    mail_cast(
        TRANSFER_RETURNED,
        claim,
        dedupe_key=f"payouts.transfer_returned:{line.pk}",
        account=line.account_label,
        reason=reason,
        link=absolute_reverse("payouts:bank_account"),
    )


def refuse_second_open_claim(line: TransferLine) -> None:
    other = open_claim(line.claim.cast)
    if other and other.pk != line.claim_id:
        message = _("このキャストには手続き中の別の請求があります。その完了後に記録してください。")
        raise PayoutRefused("claim_open", message)


def require_exported(batch: TransferBatch) -> None:
    require_move(BATCH_MOVES, BatchStatus(batch.status), BatchStatus.SETTLED)


def move_line(line: TransferLine, target: LineStatus, **fields: object) -> None:
    require_move(LINE_MOVES, LineStatus(line.status), target)
    line.status = target
    for name, value in fields.items():
        setattr(line, name, value)
    line.save(update_fields=["status", *fields])


def settle_if_done(batch: TransferBatch) -> TransferBatch:
    is_done = not batch.lines.filter(status=LineStatus.PENDING).exists()
    if is_done and batch.status == BatchStatus.EXPORTED:
        batch.status = BatchStatus.SETTLED
        batch.save(update_fields=["status"])
    return batch


def locked_line(line: TransferLine) -> tuple[TransferBatch, TransferLine]:
    batch = locked_batch(line.batch)
    lock_row(line.claim)
    lines = batch.lines.select_for_update(of=("self",)).select_related("claim__cast__user")
    return batch, lines.get(pk=line.pk)
