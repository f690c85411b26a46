"""From approved claims to the bank file: made by one person, approved by another."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.models import User
from cast_portal.domain.business_days import business_days_after, is_business_day
from cast_portal.domain.own_events import tell_desk
from cast_portal.models import Cast
from kernel.locking import lock_row, lock_rows
from kernel.moves import require_move
from payouts.domain.accounts import account_of, required_reason
from payouts.domain.bank_file import batch_bytes, goes_to, snapshot
from payouts.domain.errors import PayoutRefused
from payouts.domain.queries import claims_to_transfer, payable
from payouts.enums import BATCH_MOVES, CLAIM_MOVES, BatchStatus, ClaimStatus, LineStatus
from payouts.models import Claim, TransferBatch, TransferLine

FURTHEST_BANK_DAYS = 15


@transaction.atomic
def create_batch(*, by: User, value_date: date, now: datetime) -> TransferBatch:
    """A draft of every approved claim whose account may be paid into; the others wait."""
    require_value_date(value_date, now=now)
    casts = lock_rows(Cast.objects.filter(pk__in=claims_to_transfer().values("cast")))
    claims = payable(claims_to_transfer().filter(cast__in=casts))
    if not claims:
        message = _("振込できる承認済みの請求がありません。")
        raise PayoutRefused("nothing_to_transfer", message)
    batch = TransferBatch.objects.create(
        value_date=value_date,
        total_yen=sum(claim.net_yen for claim in claims),
        created_by=by,
        created_at=now,
    )
    TransferLine.objects.bulk_create([snapshot(claim, batch) for claim in claims])
    log(batch, "payouts.create_batch", user=by, data={"claims": len(claims)})
    return batch


def require_value_date(day: date, *, now: datetime) -> None:
    """Banks take a business day, from the next one to the fifteenth."""
    today = timezone.localdate(now)
    last = business_days_after(today, FURTHEST_BANK_DAYS)
    if not (today < day <= last and is_business_day(day)):
        message = _("振込指定日は、翌営業日から15営業日以内の銀行営業日にしてください。")
        raise PayoutRefused("bad_value_date", message, field="value_date")


@transaction.atomic
def approve_batch(batch: TransferBatch, *, by: User, now: datetime) -> TransferBatch:
    """Makes the file, once. The maker of the batch cannot be the one who approves it."""
    batch = locked_batch(batch)
    if batch.status == BatchStatus.EXPORTED:
        return batch
    require_move(BATCH_MOVES, BatchStatus(batch.status), BatchStatus.EXPORTED)
    if batch.created_by_id == by.pk:
        message = _("作成した本人は承認できません。別の担当者が承認してください。")
        raise PayoutRefused("same_person", message)
    require_value_date(batch.value_date, now=now)
    lines = lines_of(batch)
    require_same_accounts(lines)
    batch.file_bytes = batch_bytes(batch, lines)
    batch.file_sha256 = hashlib.sha256(batch.file_bytes).hexdigest()
    batch.status = BatchStatus.EXPORTED
    batch.approved_by = by
    batch.approved_at = now
    batch.save(update_fields=["status", "approved_by", "approved_at", "file_bytes", "file_sha256"])
    for line in lines:
        move_claim(line.claim, ClaimStatus.EXPORTED)
    log(batch, "payouts.approve_batch", user=by, data={"sha256": batch.file_sha256})
    return batch


def require_same_accounts(lines: Sequence[TransferLine]) -> None:
    """The file is made from the snapshot: an account changed or doubted since must not be paid."""
    for line in lines:
        account = account_of(line.claim.cast)
        if account is None or not (account.is_payable and goes_to(line, account)):
            message = _(
                "請求 %(number)s の口座が、作成後に変更されたか未確認です。"
                "この振込データを取り消して、作り直してください。"
            )
            raise PayoutRefused("account_changed", message % {"number": line.claim.public_id})


@transaction.atomic
def void_batch(batch: TransferBatch, *, by: User, reason: str, now: datetime) -> TransferBatch:
    """Takes back what the bank cannot have carried out; the claims may go into another batch.

    A file must not be paid twice, so one that left the house is voided before its value date only,
    and by somebody who has neither approved nor fetched it.
    """
    batch = locked_batch(batch)
    if batch.status == BatchStatus.VOIDED:
        return batch
    require_move(BATCH_MOVES, BatchStatus(batch.status), BatchStatus.VOIDED)
    lines = lines_of(batch)
    refuse_voiding(batch, lines, by=by, now=now)
    reason = required_reason(reason)
    for line in lines:
        void_line(line)
    batch.status = BatchStatus.VOIDED
    batch.save(update_fields=["status"])
    log(batch, "payouts.void_batch", user=by, data={"reason": reason})
    return batch


def refuse_voiding(
    batch: TransferBatch, lines: Sequence[TransferLine], *, by: User, now: datetime
) -> None:
    """Raises the reason, if any, why this person cannot void this batch now."""
    if any(line.status == LineStatus.PAID for line in lines):
        message = _("振込済みの明細があるため、取り消せません。")
        raise PayoutRefused("batch_has_paid_lines", message)
    if batch.status != BatchStatus.EXPORTED:
        return
    if timezone.localdate(now) >= batch.value_date:
        message = _(
            "振込指定日を迎えたため、取り消せません。"
            "銀行の処理結果に合わせて、明細ごとに「振込済み」か「振込不能」を記録してください。"
        )
        raise PayoutRefused("batch_may_be_at_the_bank", message)
    if batch.approved_by_id == by.pk or batch.downloaders.filter(pk=by.pk).exists():
        message = _(
            "承認した本人と、ファイルをダウンロードした本人は取り消せません。"
            "別の担当者に、銀行へ渡していないことを確認のうえ、取り消しを依頼してください。"
        )
        raise PayoutRefused("same_person", message)


def void_line(line: TransferLine) -> None:
    if line.status != LineStatus.PENDING:
        return
    line.status = LineStatus.VOIDED
    line.save(update_fields=["status"])
    if line.claim.status == ClaimStatus.EXPORTED:
        move_claim(line.claim, ClaimStatus.APPROVED)


@transaction.atomic
def note_download(batch: TransferBatch, *, by: User, now: datetime) -> bytes:
    """The same bytes every time, and a row in the audit log each time."""
    batch = lock_row(batch)
    if not batch.has_file or batch.file_bytes is None:
        raise PayoutRefused("no_file", _("ダウンロードできる振込データがありません。"))
    batch.downloaders.add(by)
    log(batch, "payouts.download_batch", user=by, data={"sha256": batch.file_sha256})
    return bytes(batch.file_bytes)


def locked_batch(batch: TransferBatch) -> TransferBatch:
    """Locks the casts of a batch, then the batch; its claims hang on both."""
    lock_rows(Cast.objects.filter(pk__in=batch.lines.values("claim__cast")))
    return lock_row(batch)


def lines_of(batch: TransferBatch) -> list[TransferLine]:
    lock_rows(Claim.objects.filter(transfers__batch=batch))
    return lock_rows(batch.lines.select_related("claim__cast__user"))


def move_claim(claim: Claim, target: ClaimStatus) -> None:
    require_move(CLAIM_MOVES, ClaimStatus(claim.status), target)
    claim.status = target
    claim.save(update_fields=["status"])
    tell_desk(claim.cast.user.public_id)
