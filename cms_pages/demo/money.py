from datetime import datetime, timedelta

from django.utils.timezone import localdate

from accounts.models import User
from cast_portal.domain.business_days import business_days_after
from cast_portal.models import Cast, Rank
from payouts.domain.accounts import AccountDetails, set_bank_account
from payouts.domain.batches import approve_batch, create_batch
from payouts.domain.claims import approve_claim, claim_rewards
from payouts.domain.settling import mark_batch_paid
from payouts.enums import AccountType
from payouts.models import Branch, Claim, PayoutSettings

CONSIGNOR = {
    "consignor_code": "0000000000",
    "consignor_name": "カ)サシトーク",
    "bank_code": "0001",
    "bank_kana": "ミズホ",
    "branch_code": "001",
    "branch_kana": "トウキヨウ",
    "account_type": "1",
    "account_number": "0000000",
}


def open_house_account() -> None:
    """A consignor that no bank knows, so that a file of the demo pays nobody."""
    PayoutSettings.load()
    PayoutSettings.objects.update(**CONSIGNOR)


def open_account(cast: Cast, *, number: str, branch: int, now: datetime) -> None:
    """In the cast's own name, so that it counts as verified at once."""
    details = AccountDetails(
        branch=Branch.objects.filter(is_current=True, bank_id="0001").order_by("code")[branch],
        account_type=AccountType.ORDINARY,
        number=number,
        holder_kana=cast.user.legal_name_kana,
    )
    set_bank_account(cast, details=details, now=now)


def slots_per_talk(rank: Rank, *, talks: int) -> int:
    """How long each of so many talks must be for a claim to reach the minimum."""
    return -(-PayoutSettings.load().minimum_claim_yen // (rank.reward_yen * talks))


def pay_everything(cast: Cast, *, maker: User, approver: User, now: datetime) -> Claim:
    """A claim, approved, in a bank file that somebody else has approved, and paid."""
    claim = approve_claim(claim_rewards(cast, now=now), by=maker, now=now + timedelta(hours=2))
    made_at = now + timedelta(hours=3)
    value_date = business_days_after(localdate(made_at), 2)
    batch = create_batch(by=maker, value_date=value_date, now=made_at)
    batch = approve_batch(batch, by=approver, now=made_at + timedelta(hours=1))
    mark_batch_paid(batch, by=maker, now=made_at + timedelta(days=4))
    return claim
