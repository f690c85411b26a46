import pytest

from kernel.errors import Refusal
from notices.models import OutgoingMail
from payouts.domain.accounts import ask_to_mend_account, verify_account
from payouts.domain.claims import approve_claim, claim_rewards, decline_claim
from payouts.domain.errors import PayoutRefused
from payouts.domain.queries import earnings_of, tally, waiting_work
from payouts.enums import ClaimStatus, FeeBearer
from payouts.models import Claim, PayoutSettings
from tests.factories import CastFactory
from tests.payouts.builders import (
    make_account,
    make_approved_claim,
    make_cast,
    make_claim,
    make_draft,
    make_exported,
    make_reward,
)

pytestmark = pytest.mark.django_db


def change_settings(**changes):
    PayoutSettings.objects.update_or_create(pk=1, defaults=changes)


def refusal_of(verb, *args, **kwargs):
    with pytest.raises(PayoutRefused) as refused:
        verb(*args, **kwargs)
    return refused.value.code


def test_the_tally_sums_what_is_claimable_and_takes_the_fee_off(cast):
    for amount in (3000, 2500):
        make_reward(cast, amount)
    make_reward(CastFactory(), 9000)
    total = tally(cast)
    assert [reward.amount_yen for reward in total.rewards] == [3000, 2500]
    assert (total.gross_yen, total.fee_yen, total.net_yen) == (5500, 165, 5335)
    assert (total.missing_yen, total.reaches_minimum) == (0, True)


def test_the_tally_says_how_much_is_missing(cast):
    make_reward(cast, 4400)
    assert (tally(cast).missing_yen, tally(cast).reaches_minimum) == (600, False)


def test_the_office_may_bear_the_fee(cast):
    change_settings(fee_bearer=FeeBearer.PAYER)
    make_reward(cast, 5000)
    assert (tally(cast).fee_yen, tally(cast).net_yen) == (0, 5000)


def test_a_claim_takes_everything_and_keeps_the_terms_of_its_day(now):
    claim = make_claim(make_cast(10_000))
    change_settings(transfer_fee_yen=440, minimum_claim_yen=8000)
    claim.refresh_from_db()
    assert (claim.gross_yen, claim.fee_yen, claim.net_yen) == (10_000, 165, 9835)
    assert (claim.minimum_yen, claim.fee_bearer) == (5000, FeeBearer.PAYEE)
    assert claim.lines.count() == 1
    assert not tally(claim.cast).rewards


def test_a_claim_is_confirmed_by_mail(now):
    claim = make_claim()
    mail = OutgoingMail.objects.get(kind="payouts.claim_received")
    assert mail.to == claim.cast.user.email
    assert "10,000円" in mail.body
    assert "9,835円" in mail.body


def test_five_thousand_yen_are_enough_and_one_less_is_not(now):
    assert make_claim(make_cast(5000)).gross_yen == 5000
    assert refusal_of(claim_rewards, make_cast(4999), now=now) == "below_minimum"


def test_nothing_earned_is_nothing_to_claim(cast, now):
    make_account(cast)
    assert refusal_of(claim_rewards, cast, now=now) == "nothing_to_claim"


def test_there_is_no_claim_without_an_account(cast, now):
    make_reward(cast, 6000)
    assert refusal_of(claim_rewards, cast, now=now) == "no_bank_account"


def test_one_claim_at_a_time(now):
    cast = make_cast()
    make_claim(cast)
    make_reward(cast, 6000)
    assert refusal_of(claim_rewards, cast, now=now) == "claim_open"
    assert Claim.objects.count() == 1


def test_an_account_that_still_waits_can_be_claimed_to_but_not_approved(cast, staff, now):
    make_account(cast, holder_kana="タロウ ヤマダ")
    make_reward(cast, 6000)
    claim = make_claim(cast)
    assert refusal_of(approve_claim, claim, by=staff, now=now) == "account_unverified"
    verify_account(cast.bank_account, by=staff, reason="通帳で確認", now=now)
    assert approve_claim(claim, by=staff, now=now).status == ClaimStatus.APPROVED


def test_a_claim_to_a_closed_branch_is_not_approved(staff, now):
    claim = make_claim()
    branch = claim.cast.bank_account.branch
    branch.is_current = False
    branch.save()
    assert refusal_of(approve_claim, claim, by=staff, now=now) == "branch_closed"


def test_approving_again_changes_nothing(staff, now):
    claim = make_approved_claim()
    assert approve_claim(claim, by=staff, now=now).approved_at == claim.approved_at


def test_declining_releases_the_rewards_and_tells_the_cast_why(staff, now):
    claim = make_claim()
    declined = decline_claim(claim, by=staff, reason="口座名義の確認ができませんでした", now=now)
    assert declined.status == ClaimStatus.DECLINED
    assert tally(claim.cast).gross_yen == 10_000
    mail = OutgoingMail.objects.get(kind="payouts.claim_declined")
    assert "口座名義の確認ができませんでした" in mail.body
    assert make_claim(claim.cast).gross_yen == 10_000


def test_declining_again_changes_and_mails_nothing(staff, now):
    claim = make_claim()
    for reason in ("一度目", "二度目"):
        claim = decline_claim(claim, by=staff, reason=reason, now=now)
    assert claim.note_to_cast == "一度目"
    assert OutgoingMail.objects.filter(kind="payouts.claim_declined").count() == 1


def test_declining_needs_a_reason(staff, now):
    claim = make_claim()
    assert refusal_of(decline_claim, claim, by=staff, reason="", now=now) == "reason_needed"
    claim.refresh_from_db()
    assert claim.status == ClaimStatus.REQUESTED


def test_a_claim_in_a_batch_is_neither_declined_nor_approved(staff, now):
    claim = make_draft().lines.get().claim
    assert refusal_of(decline_claim, claim, by=staff, reason="x", now=now) == "claim_in_batch"
    exported = make_exported().lines.get().claim
    assert refusal_of(approve_claim, exported, by=staff, now=now) == "claim_in_batch"


@pytest.mark.parametrize("status", [ClaimStatus.DECLINED, ClaimStatus.PAID])
def test_a_claim_that_is_over_is_not_approved(staff, now, status):
    claim = make_claim()
    paid_at = now if status == ClaimStatus.PAID else None
    Claim.objects.filter(pk=claim.pk).update(status=status, paid_at=paid_at)
    with pytest.raises(Refusal) as refused:
        approve_claim(claim, by=staff, now=now)
    assert refused.value.code == "move_not_allowed"


def test_earnings_tell_what_is_claimable_under_way_and_paid(now):
    cast = make_cast(10_000)
    claim = make_claim(cast)
    make_reward(cast, 700)
    earnings = earnings_of(cast, now=now)
    assert (earnings.claimable_yen, earnings.under_way_yen, earnings.paid_yen) == (700, 10_000, 0)
    Claim.objects.filter(pk=claim.pk).update(status=ClaimStatus.PAID, paid_at=now)
    assert earnings_of(cast, now=now).paid_yen == 9835


def test_the_office_sees_what_waits(staff, now):
    make_claim()
    make_approved_claim()
    make_account(CastFactory(), holder_kana="タロウ ヤマダ")
    doubted = make_account(CastFactory())
    ask_to_mend_account(doubted, by=staff, reason="ご確認ください", now=now)
    work = waiting_work()
    assert (work.requested_claims, work.claims_to_transfer, work.waiting_accounts) == (1, 1, 1)
    make_draft()
    work = waiting_work()
    assert (work.claims_to_transfer, work.draft_batches) == (0, 1)
