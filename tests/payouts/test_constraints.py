"""The last line behind the verbs: what the database itself does not take."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from payouts.enums import BatchStatus, ClaimStatus, LineStatus
from payouts.models import (
    BankAccount,
    Branch,
    Claim,
    ClaimLine,
    Reward,
    TransferBatch,
    TransferLine,
)
from tests.factories import CastFactory
from tests.payouts.builders import (
    make_account,
    make_branch,
    make_claim,
    make_draft,
    make_exported,
    make_reward,
)

pytestmark = pytest.mark.django_db


def refuses(change, *args, **kwargs):
    with pytest.raises(IntegrityError), transaction.atomic():
        change(*args, **kwargs)


def copy_of(row, **changes):
    row.pk = None
    row._state.adding = True
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()


def test_one_reward_per_talk_and_never_nothing(cast, now):
    reward = make_reward(cast)
    refuses(Reward.objects.create, talk=reward.talk, cast=cast, amount_yen=1, created_at=now)
    refuses(Reward.objects.update, amount_yen=0)


def test_a_reward_is_claimed_once_unless_it_was_released():
    line = make_claim().lines.get()
    refuses(copy_of, ClaimLine.objects.get())
    ClaimLine.objects.filter(pk=line.pk).update(is_released=True)
    copy_of(ClaimLine.objects.get(pk=line.pk), is_released=False)


def test_a_claim_line_is_never_nothing():
    make_claim()
    refuses(ClaimLine.objects.update, amount_yen=0)


@pytest.mark.parametrize(
    "status",
    [ClaimStatus.REQUESTED, ClaimStatus.APPROVED, ClaimStatus.EXPORTED, ClaimStatus.RETURNED],
)
def test_a_cast_has_one_open_claim(status):
    claim = make_claim()
    Claim.objects.update(status=status)
    refuses(copy_of, Claim.objects.get(), public_id="another")
    Claim.objects.filter(pk=claim.pk).update(status=ClaimStatus.DECLINED)
    copy_of(Claim.objects.get(pk=claim.pk), public_id="another", status=ClaimStatus.REQUESTED)


@pytest.mark.parametrize(
    "sums",
    [
        {"net_yen": 9836},
        {"fee_yen": 0},
        {"withholding_yen": 1},
        {"gross_yen": 165, "net_yen": 0, "minimum_yen": 0},
        {"minimum_yen": 10_001},
    ],
)
def test_the_sums_of_a_claim_are_right(sums):
    make_claim()
    refuses(Claim.objects.update, **sums)


def test_a_claim_is_paid_at_a_time_and_only_then(now):
    make_claim()
    refuses(Claim.objects.update, status=ClaimStatus.PAID)
    refuses(Claim.objects.update, paid_at=now)
    Claim.objects.update(status=ClaimStatus.PAID, paid_at=now)


@pytest.mark.parametrize("status", [LineStatus.PENDING, LineStatus.PAID])
def test_a_claim_has_one_live_transfer(status):
    make_draft()
    TransferLine.objects.update(status=status)
    refuses(copy_of, TransferLine.objects.get(), status=LineStatus.PENDING)
    refuses(copy_of, TransferLine.objects.get(), status=LineStatus.PAID)
    TransferLine.objects.update(status=LineStatus.RETURNED)
    copy_of(TransferLine.objects.get(), status=LineStatus.PENDING)


def test_transfers_and_batches_are_never_nothing():
    make_draft()
    refuses(TransferLine.objects.update, amount_yen=0)
    refuses(TransferBatch.objects.update, total_yen=0)


def test_nobody_approves_their_own_batch():
    batch = make_exported()
    refuses(TransferBatch.objects.update, approved_by=batch.created_by)


@pytest.mark.parametrize("lack", [{"file_bytes": None}, {"file_sha256": ""}, {"approved_by": None}])
@pytest.mark.parametrize("status", [BatchStatus.EXPORTED, BatchStatus.SETTLED])
def test_a_batch_on_its_way_has_an_approver_and_a_file(lack, status):
    make_exported()
    refuses(TransferBatch.objects.update, status=status, **lack)


def test_a_draft_has_no_file():
    make_exported()
    refuses(TransferBatch.objects.update, status=BatchStatus.DRAFT)


def test_one_account_per_cast_and_one_branch_per_code():
    account = make_account(CastFactory())
    refuses(copy_of, BankAccount.objects.get(pk=account.pk))
    refuses(Branch.objects.create, bank=make_branch().bank, code="001", name="x", kana="x")


def test_what_money_hangs_on_cannot_be_deleted():
    batch = make_exported()
    line = batch.lines.get()
    for row in (batch, line.claim, line.claim.cast, line.claim.lines.get().reward.talk):
        with pytest.raises(ProtectedError):
            row.delete()
