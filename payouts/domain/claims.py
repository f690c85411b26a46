"""A claim's way up to the bank file. Locks are taken in one order: cast, batch, claim."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.models import User
from cast_portal.domain.own_events import tell_desk
from cast_portal.models import Cast
from kernel.links import absolute_reverse
from kernel.locking import lock_row
from kernel.moves import require_move
from notices.domain.mail import queue_mail
from notices.kinds import MailKind
from payouts.domain.accounts import account_of, required_reason
from payouts.domain.errors import PayoutRefused
from payouts.domain.queries import Tally, open_claim, tally
from payouts.enums import CLAIM_MOVES, LIVE_LINES, ClaimStatus
from payouts.mails import CLAIM_DECLINED, CLAIM_RECEIVED
from payouts.models import BankAccount, Claim, ClaimLine


@transaction.atomic
def claim_rewards(cast: Cast, *, now: datetime) -> Claim:
    """Claims everything that is claimable. The cast's row is the lock, so of two only one wins."""
    cast = lock_row(cast)
    total = tally(cast)
    refuse_claim(cast, total)
    claim = Claim.objects.create(
        cast=cast,
        gross_yen=total.gross_yen,
        withholding_yen=total.withholding_yen,
        fee_yen=total.fee_yen,
        net_yen=total.net_yen,
        minimum_yen=total.minimum_yen,
        fee_bearer=total.fee_bearer,
        requested_at=now,
    )
    ClaimLine.objects.bulk_create(
        [
            ClaimLine(claim=claim, reward=reward, amount_yen=reward.amount_yen)
            for reward in total.rewards
        ]
    )
    log(claim, "payouts.claim_rewards", user=cast.user, data={"gross_yen": claim.gross_yen})
    mail_cast(CLAIM_RECEIVED, claim)
    tell_desk(cast.user.public_id)
    return claim


def refuse_claim(cast: Cast, total: Tally) -> None:
    """Raises the reason, if any, why this cast cannot claim now."""
    if open_claim(cast):
        message = _("手続き中の請求があります。完了後に、次の請求ができます。")
        raise PayoutRefused("claim_open", message)
    if not total.rewards:
        raise PayoutRefused("nothing_to_claim", _("請求できるトークがまだありません。"))
    if not total.reaches_minimum:
        message = _("請求は、合計%(minimum)s円以上から受け付けています。")
        raise PayoutRefused("below_minimum", message % {"minimum": f"{total.minimum_yen:,}"})
    if account_of(cast) is None:
        message = _("先に、報酬を受け取る銀行口座を登録してください。")
        raise PayoutRefused("no_bank_account", message)


@transaction.atomic
def approve_claim(claim: Claim, *, by: User, now: datetime) -> Claim:
    claim = locked_claim(claim)
    if claim.status == ClaimStatus.APPROVED:
        return claim
    require_move(CLAIM_MOVES, ClaimStatus(claim.status), ClaimStatus.APPROVED)
    if claim.status == ClaimStatus.EXPORTED:
        message = _("振込手続き中です。振込データを取り消すと、承認済みに戻ります。")
        raise PayoutRefused("claim_in_batch", message)
    require_payable(account_of(claim.cast))
    claim.status = ClaimStatus.APPROVED
    claim.approved_at = now
    claim.note_to_cast = ""
    claim.save(update_fields=["status", "approved_at", "note_to_cast"])
    log(claim, "payouts.approve_claim", user=by)
    tell_desk(claim.cast.user.public_id)
    return claim


def require_payable(account: BankAccount | None) -> BankAccount:
    if account is None:
        raise PayoutRefused("no_bank_account", _("銀行口座が登録されていません。"))
    if not account.is_verified:
        message = _("銀行口座の名義が未確認です。確認後に承認してください。")
        raise PayoutRefused("account_unverified", message)
    if account.is_closed:
        message = _(
            "登録口座の銀行または支店がなくなっています。キャストに更新を依頼してください。"
        )
        raise PayoutRefused("branch_closed", message)
    return account


@transaction.atomic
def decline_claim(claim: Claim, *, by: User, reason: str, now: datetime) -> Claim:
    """Gives the rewards back to the cast, who is told the reason and may claim them again."""
    claim = locked_claim(claim)
    if claim.status == ClaimStatus.DECLINED:
        return claim
    require_move(CLAIM_MOVES, ClaimStatus(claim.status), ClaimStatus.DECLINED)
    if claim.transfers.filter(status__in=LIVE_LINES).exists():
        message = _("振込データに入っています。先に振込データを取り消してください。")
        raise PayoutRefused("claim_in_batch", message)
    claim.status = ClaimStatus.DECLINED
    claim.note_to_cast = required_reason(reason)
    claim.save(update_fields=["status", "note_to_cast"])
    claim.lines.update(is_released=True)
    log(claim, "payouts.decline_claim", user=by, data={"reason": reason})
    mail_cast(CLAIM_DECLINED, claim, reason=claim.note_to_cast)
    tell_desk(claim.cast.user.public_id)
    return claim


def locked_claim(claim: Claim) -> Claim:
    lock_row(claim.cast)
    claim = lock_row(claim)
    claim.cast = Cast.objects.select_related("user").get(pk=claim.cast_id)
    return claim


def mail_cast(
    kind: MailKind, claim: Claim, *, dedupe_key: str | None = None, **more: object
) -> None:
    values = {**claim_values(claim), **more}
    queue_mail(kind, to=claim.cast.user.email, values=values, dedupe_key=dedupe_key)


def claim_values(claim: Claim) -> dict[str, object]:
    return {
        "cast_name": claim.cast.user.public_name,
        "number": claim.public_id,
        "gross": yen(claim.gross_yen),
        "deducted": yen(claim.gross_yen - claim.net_yen),
        "net": yen(claim.net_yen),
        "link": absolute_reverse("payouts:claims"),
    }


def yen(amount: int) -> str:
    return f"{amount:,}円"
