from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum

from cast_portal.domain.grid import day_of, midnight
from cast_portal.models import Cast
from payouts.enums import LIVE_LINES, OPEN_CLAIMS, AccountCheck, BatchStatus, ClaimStatus, FeeBearer
from payouts.models import (
    BankAccount,
    Claim,
    ClaimLine,
    PayoutSettings,
    Reward,
    TransferBatch,
    TransferLine,
)


@dataclass(frozen=True)
class Tally:
    """What a claim of these rewards would come to today."""

    rewards: Sequence[Reward]
    gross_yen: int
    withholding_yen: int
    fee_yen: int
    minimum_yen: int
    fee_bearer: FeeBearer

    @property
    def net_yen(self) -> int:
        return self.gross_yen - self.withholding_yen - self.fee_yen

    @property
    def missing_yen(self) -> int:
        return max(self.minimum_yen - self.gross_yen, 0)

    @property
    def reaches_minimum(self) -> bool:
        return self.missing_yen == 0 and self.net_yen > 0


def unclaimed() -> QuerySet[Reward]:
    live_lines = ClaimLine.objects.filter(reward=OuterRef("pk"), is_released=False)
    return Reward.objects.filter(~Exists(live_lines))


def claimable_rewards(cast: Cast) -> QuerySet[Reward]:
    rewards = unclaimed().filter(cast=cast)
    return rewards.select_related("talk__guest", "talk__reservation").order_by("talk__starts_at")


def tally(cast: Cast) -> Tally:
    rewards = list(claimable_rewards(cast))
    settings = PayoutSettings.load()
    fee_bearer = FeeBearer(settings.fee_bearer)
    return Tally(
        rewards=rewards,
        gross_yen=sum(reward.amount_yen for reward in rewards),
        withholding_yen=0,
        fee_yen=settings.transfer_fee_yen if fee_bearer == FeeBearer.PAYEE else 0,
        minimum_yen=settings.minimum_claim_yen,
        fee_bearer=fee_bearer,
    )


def open_claim(cast: Cast) -> Claim | None:
    return Claim.objects.filter(cast=cast, status__in=OPEN_CLAIMS).first()


def claims_of(cast: Cast) -> QuerySet[Claim]:
    transfers = TransferLine.objects.select_related("batch").filter(status__in=LIVE_LINES)
    return (
        Claim.objects.filter(cast=cast)
        .annotate(line_count=Count("lines"))
        .prefetch_related(Prefetch("transfers", queryset=transfers, to_attr="live_transfers"))
        .order_by("-requested_at", "-pk")
    )


def claims_to_transfer() -> QuerySet[Claim]:
    """Approved and in no bank file yet, whatever their accounts are like."""
    live = TransferLine.objects.filter(claim=OuterRef("pk"), status__in=LIVE_LINES)
    claims = Claim.objects.filter(~Exists(live), status=ClaimStatus.APPROVED)
    return claims.select_related("cast__user", "cast__bank_account__branch__bank").order_by("pk")


def payable(claims: Iterable[Claim]) -> list[Claim]:
    """Those whose account may be paid into now; a cast may have none, or a doubted one."""
    accounts = ((claim, getattr(claim.cast, "bank_account", None)) for claim in claims)
    return [claim for claim, account in accounts if account and account.is_payable]


@dataclass(frozen=True)
class Earnings:
    claimable_yen: int
    under_way_yen: int
    paid_yen: int
    month_yen: int
    minimum_yen: int

    @property
    def is_claimable(self) -> bool:
        return self.claimable_yen >= self.minimum_yen and not self.under_way_yen


def earnings_of(cast: Cast, *, now: datetime) -> Earnings:
    """`month_yen`: rewards that stand for talks of this month, by the calendar in Tokyo."""
    first = day_of(now).replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    month = Reward.objects.filter(
        cast=cast,
        talk__starts_at__gte=midnight(first),
        talk__starts_at__lt=midnight(following),
    ).aggregate(total=Sum("amount_yen", default=0))
    claimable = unclaimed().filter(cast=cast).aggregate(total=Sum("amount_yen", default=0))
    claims = Claim.objects.filter(cast=cast).aggregate(
        under_way=Sum("gross_yen", filter=Q(status__in=OPEN_CLAIMS), default=0),
        paid=Sum("net_yen", filter=Q(status=ClaimStatus.PAID), default=0),
    )
    minimum = PayoutSettings.load().minimum_claim_yen
    return Earnings(
        claimable_yen=claimable["total"],
        under_way_yen=claims["under_way"],
        paid_yen=claims["paid"],
        month_yen=month["total"],
        minimum_yen=minimum,
    )


@dataclass(frozen=True)
class Waiting:
    """What the office has to do, counted."""

    requested_claims: int
    returned_claims: int
    claims_to_transfer: int
    draft_batches: int
    unsettled_batches: int
    waiting_accounts: int


def waiting_work() -> Waiting:
    claims = Claim.objects.aggregate(
        requested=Count("pk", filter=Q(status=ClaimStatus.REQUESTED)),
        returned=Count("pk", filter=Q(status=ClaimStatus.RETURNED)),
    )
    batches = TransferBatch.objects.aggregate(
        drafts=Count("pk", filter=Q(status=BatchStatus.DRAFT)),
        unsettled=Count("pk", filter=Q(status=BatchStatus.EXPORTED)),
    )
    return Waiting(
        requested_claims=claims["requested"],
        returned_claims=claims["returned"],
        claims_to_transfer=claims_to_transfer().count(),
        draft_batches=batches["drafts"],
        unsettled_batches=batches["unsettled"],
        waiting_accounts=BankAccount.objects.filter(check_status=AccountCheck.WAITING).count(),
    )
