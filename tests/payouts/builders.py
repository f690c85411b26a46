"""Casts, talks and claims as the verbs of this app and of the apps below leave them."""

from datetime import date, timedelta

from accounts.models import User
from cast_portal.enums import Outcome, ReportStatus
from cast_portal.models import Cast, Report
from payouts.domain.accounts import AccountDetails, set_bank_account
from payouts.domain.bank_master import names_of
from payouts.domain.batches import approve_batch, create_batch
from payouts.domain.claims import approve_claim, claim_rewards
from payouts.domain.rewards import earn_reward
from payouts.enums import AccountType
from payouts.models import Bank, BankAccount, Branch, Claim, PayoutSettings, Reward, TransferBatch
from talk_rooms.enums import TalkStatus
from tests.factories import NOW, CastFactory, ReservationFactory, StaffFactory

# Monday after NOW: a bank business day within the fifteen.
VALUE_DATE = date(2026, 11, 30)
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


def make_branch(
    bank_code="0005",
    code="001",
    *,
    bank_name="三菱ＵＦＪ",
    bank_kana="ミツビシユ－エフジエイ",
    name="本店",
    kana="ホンテン",
) -> Branch:
    bank, _ = Bank.objects.get_or_create(
        code=bank_code, defaults=names_of({"name": bank_name, "kana": bank_kana})
    )
    branch, _ = Branch.objects.get_or_create(
        bank=bank, code=code, defaults=names_of({"name": name, "kana": kana})
    )
    return branch


def make_report(cast: Cast, *, outcome=Outcome.DONE, reward_yen=600, **fields) -> Report:
    starts_at = NOW - timedelta(days=1) + timedelta(minutes=3) * Report.objects.count()
    reservation = ReservationFactory(
        cast=cast,
        reward_yen=reward_yen,
        talk__starts_at=starts_at,
        talk__status=TalkStatus.ENDED,
    )
    return Report.objects.create(
        talk=reservation.talk,
        outcome=outcome,
        suggested_outcome=outcome,
        filed_outcome=outcome,
        filed_at=NOW,
        **{"status": ReportStatus.FINAL, **fields},
    )


def make_reward(cast: Cast, amount_yen: int = 600) -> Reward:
    reward = earn_reward(make_report(cast, reward_yen=amount_yen), now=NOW)
    assert reward
    return reward


def details(**changes) -> AccountDetails:
    return AccountDetails(
        **{
            "branch": make_branch(),
            "account_type": AccountType.ORDINARY,
            "number": "12345",
            "holder_kana": "ヤマダ タロウ",
            **changes,
        }
    )


def make_account(cast: Cast, **changes) -> BankAccount:
    return set_bank_account(cast, details=details(**changes), now=NOW)


def make_cast(amount_yen: int = 10_000) -> Cast:
    """With a verified account and one reward to claim."""
    cast = CastFactory()
    make_account(cast)
    make_reward(cast, amount_yen)
    return cast


def make_claim(cast: Cast | None = None) -> Claim:
    return claim_rewards(cast or make_cast(), now=NOW)


def make_approved_claim(cast: Cast | None = None) -> Claim:
    return approve_claim(make_claim(cast), by=StaffFactory(), now=NOW)


def set_consignor(**changes) -> None:
    """The house's own account, as the demo has it."""
    PayoutSettings.objects.update_or_create(pk=1, defaults={**CONSIGNOR, **changes})


def make_draft(by: User | None = None) -> TransferBatch:
    """One claim in a batch that waits for its approval."""
    make_approved_claim()
    return create_batch(by=by or StaffFactory(), value_date=VALUE_DATE, now=NOW)


def make_exported(draft: TransferBatch | None = None) -> TransferBatch:
    set_consignor()
    return approve_batch(draft or make_draft(), by=StaffFactory(), now=NOW)
