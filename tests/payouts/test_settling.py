import pytest

from kernel.errors import Refusal
from notices.models import OutgoingMail
from payouts.domain.accounts import verify_account
from payouts.domain.batches import create_batch, void_batch
from payouts.domain.claims import approve_claim
from payouts.domain.queries import open_claim
from payouts.domain.settling import mark_batch_paid, mark_line_paid, mark_line_returned
from payouts.enums import AccountCheck, BatchStatus, ClaimStatus, LineStatus
from payouts.models import BankAccount
from tests.payouts.builders import (
    VALUE_DATE,
    make_account,
    make_approved_claim,
    make_cast,
    make_claim,
    make_draft,
    make_exported,
    make_reward,
)

pytestmark = pytest.mark.django_db


def refusal_of(verb, *args, **kwargs):
    with pytest.raises(Refusal) as refused:
        verb(*args, **kwargs)
    return refused.value.code


def reload(row):
    return type(row).objects.get(pk=row.pk)


def returned(line, staff, now, reason="口座名義の相違"):
    return mark_line_returned(line, by=staff, reason=reason, lost_fee_yen=165, now=now)


def paid_mails():
    return OutgoingMail.objects.filter(kind="payouts.claim_paid")


def test_paying_a_batch_pays_its_claims_and_tells_each_cast_once(staff, now):
    make_approved_claim(make_cast(6000))
    batch = make_exported()
    for _ in range(2):
        batch = mark_batch_paid(batch, by=staff, now=now)
    assert batch.status == BatchStatus.SETTLED
    assert {line.status for line in batch.lines.all()} == {LineStatus.PAID}
    assert {(line.claim.status, line.claim.paid_at) for line in batch.lines.all()} == {
        (ClaimStatus.PAID, now)
    }
    assert paid_mails().count() == 2


def test_the_paid_mail_tells_amount_date_and_the_masked_account(staff, now):
    batch = mark_batch_paid(make_exported(), by=staff, now=now)
    cast = batch.lines.get().claim.cast
    mail = paid_mails().get(to=cast.user.email)
    for part in (cast.user.public_name, "9,835円", "165円", "2026年11月30日", "本店 ****345"):
        assert part in mail.body
    assert "0012345" not in mail.body
    assert cast.user.last_name not in mail.body


def test_lines_may_be_paid_one_by_one_and_the_last_one_settles_the_batch(staff, now):
    make_approved_claim()
    batch = make_exported()
    first, second = batch.lines.all()
    for _ in range(2):
        mark_line_paid(first, by=staff, now=now)
    assert reload(batch).status == BatchStatus.EXPORTED
    mark_line_paid(second, by=staff, now=now)
    assert reload(batch).status == BatchStatus.SETTLED
    assert paid_mails().count() == 2


def test_paying_the_rest_leaves_paid_and_returned_lines_alone(staff, now):
    make_approved_claim()
    make_approved_claim()
    batch = make_exported()
    first, second, third = batch.lines.all()
    mark_line_paid(first, by=staff, now=now)
    returned(second, staff, now)
    mark_batch_paid(batch, by=staff, now=now)
    statuses = [reload(line).status for line in (first, second, third)]
    assert statuses == [LineStatus.PAID, LineStatus.RETURNED, LineStatus.PAID]
    assert paid_mails().count() == 2


@pytest.mark.parametrize("verb", [mark_batch_paid, mark_line_paid])
def test_a_draft_is_not_paid(staff, now, verb):
    batch = make_draft()
    row = batch if verb is mark_batch_paid else batch.lines.get()
    assert refusal_of(verb, row, by=staff, now=now) == "move_not_allowed"
    assert not paid_mails().exists()


def test_a_voided_batch_is_not_paid(staff, now):
    batch = void_batch(make_exported(), by=staff, reason="誤り", now=now)
    assert refusal_of(mark_batch_paid, batch, by=staff, now=now) == "move_not_allowed"
    line = batch.lines.get()
    assert refusal_of(mark_line_paid, line, by=staff, now=now) == "move_not_allowed"
    assert refusal_of(returned, line, staff, now) == "batch_not_exported"


def test_a_returned_line_opens_the_account_and_tells_the_cast(staff, now):
    batch = make_exported()
    line = returned(batch.lines.get(), staff, now)
    assert (line.status, line.note, line.lost_fee_yen) == (
        LineStatus.RETURNED,
        "口座名義の相違",
        165,
    )
    assert line.claim.status == ClaimStatus.RETURNED
    assert not BankAccount.objects.get().is_payable
    assert reload(batch).status == BatchStatus.SETTLED
    mail = OutgoingMail.objects.get(kind="payouts.transfer_returned")
    assert "口座名義の相違" in mail.body


@pytest.mark.parametrize(
    "change", [{"number": "7654321"}, {"holder_kana": "タロウ ヤマダ"}], ids=["number", "holder"]
)
def test_an_account_registered_since_is_not_spoiled_by_the_return_from_the_old_one(
    staff, now, change
):
    batch = mark_batch_paid(make_exported(), by=staff, now=now)
    line = batch.lines.get()
    account = make_account(line.claim.cast, **change)
    claim = returned(line, staff, now).claim
    assert claim.status == ClaimStatus.RETURNED
    assert reload(account).check_status == account.check_status != AccountCheck.MENDING


def test_a_claim_returned_from_the_old_account_is_paid_into_the_new_one(staff, now):
    batch = mark_batch_paid(make_exported(), by=staff, now=now)
    line = batch.lines.get()
    make_account(line.claim.cast, number="7654321")
    claim = returned(line, staff, now).claim
    approve_claim(claim, by=staff, now=now)
    assert make_exported_of(staff, now).lines.get().number == "7654321"


def test_returning_again_changes_and_mails_nothing(staff, now):
    line = make_exported().lines.get()
    for reason in ("一度目", "二度目"):
        line = returned(line, staff, now, reason)
    assert line.note == "一度目"
    assert OutgoingMail.objects.filter(kind="payouts.transfer_returned").count() == 1


def test_returning_needs_a_reason_and_an_export(staff, now):
    draft = make_draft()
    assert refusal_of(returned, draft.lines.get(), staff, now) == "batch_not_exported"
    line = make_exported(draft).lines.get()
    assert refusal_of(returned, line, staff, now, " ") == "reason_needed"
    assert reload(line).status == LineStatus.PENDING


def test_a_returned_claim_is_paid_after_the_account_is_mended(staff, now):
    batch = make_exported()
    claim = returned(batch.lines.get(), staff, now).claim
    assert refusal_of(approve_claim, claim, by=staff, now=now) == "account_unverified"
    make_account(claim.cast, number="7654321")
    approve_claim(claim, by=staff, now=now)
    second = mark_batch_paid(make_exported_of(staff, now), by=staff, now=now)
    assert second.lines.get().claim == claim
    assert reload(claim).status == ClaimStatus.PAID
    assert paid_mails().count() == 1


def make_exported_of(maker, now):
    return make_exported(create_batch(by=maker, value_date=VALUE_DATE, now=now))


def test_money_that_comes_back_after_the_paid_day_is_not_lost(staff, now):
    batch = mark_batch_paid(make_exported(), by=staff, now=now)
    claim = returned(batch.lines.get(), staff, now).claim
    assert (claim.status, claim.paid_at) == (ClaimStatus.RETURNED, None)
    assert open_claim(claim.cast) == claim
    verify_account(claim.cast.bank_account, by=staff, reason="銀行に確認", now=now)
    approve_claim(claim, by=staff, now=now)
    mark_batch_paid(make_exported_of(staff, now), by=staff, now=now)
    assert reload(claim).status == ClaimStatus.PAID
    assert paid_mails().filter(to=claim.cast.user.email).count() == 2


def test_a_late_return_waits_for_the_casts_other_claim(staff, now):
    batch = mark_batch_paid(make_exported(), by=staff, now=now)
    line = batch.lines.get()
    make_reward(line.claim.cast, 6000)
    make_claim(line.claim.cast)
    assert refusal_of(returned, line, staff, now) == "claim_open"
    assert reload(line).status == LineStatus.PAID
