"""A claim is in one bank file, however many people make one at the same time."""

from functools import partial

import pytest
from django.db import IntegrityError

from kernel.errors import Refusal
from payouts.domain import batches
from payouts.domain.batches import create_batch, note_download, void_batch
from payouts.enums import LIVE_LINES, BatchStatus
from payouts.models import TransferBatch, TransferLine
from tests.factories import NOW, StaffFactory
from tests.payouts.builders import VALUE_DATE, make_approved_claim, make_exported
from tests.races.conftest import codes, race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def claims():
    return [make_approved_claim() for _ in range(3)]


def making():
    return partial(create_batch, by=StaffFactory(), value_date=VALUE_DATE, now=NOW)


def test_two_who_make_a_bank_file_at_once_pay_each_claim_once(claims):
    results = race(making(), making())

    assert codes(results) == ["nothing_to_transfer"]
    live = TransferLine.objects.filter(status__in=LIVE_LINES)
    assert sorted(line.claim_id for line in live) == [claim.pk for claim in claims]
    assert TransferBatch.objects.count() == 1


def test_control_without_a_lock_the_second_file_reaches_the_constraint(claims, unlocked, overtaken):
    unlocked(batches)
    overtaken(batches, "payable", making())

    with pytest.raises(IntegrityError):
        making()()


def test_control_without_lock_and_constraint_claims_are_in_two_files(
    claims, unlocked, overtaken, without_constraint
):
    without_constraint(TransferLine, "one_live_transfer_per_claim")
    unlocked(batches)
    overtaken(batches, "payable", making())

    making()()

    assert claims[0].transfers.filter(status__in=LIVE_LINES).count() == 2


def test_a_file_is_fetched_or_voided_by_one_person_never_both():
    for _ in range(5):
        batch, person = make_exported(), StaffFactory()

        fetched, voided = race(
            partial(note_download, batch, by=person, now=NOW),
            partial(void_batch, batch, by=person, reason="誤り", now=NOW),
        )

        batch.refresh_from_db()
        if isinstance(fetched, Refusal):
            assert (fetched.code, batch.status) == ("no_file", BatchStatus.VOIDED)
        else:
            assert (voided.code, batch.status) == ("same_person", BatchStatus.EXPORTED)


def test_control_without_a_lock_the_file_of_a_voided_batch_is_fetched(unlocked, overtaken):
    batch, person = make_exported(), StaffFactory()
    unlocked(batches)
    voiding = partial(void_batch, batch, by=person, reason="誤り", now=NOW)
    overtaken(batches, "lock_row", voiding)

    assert note_download(batch, by=person, now=NOW)

    assert TransferBatch.objects.get().status == BatchStatus.VOIDED
