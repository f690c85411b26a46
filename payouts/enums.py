from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ClaimStatus(TextChoices):
    REQUESTED = "requested", _("申請中")
    APPROVED = "approved", _("承認済み")
    EXPORTED = "exported", _("振込手続き中")
    PAID = "paid", _("支払い済み")
    RETURNED = "returned", _("振込不能")
    DECLINED = "declined", _("差し戻し")


CLAIM_MOVES: dict[ClaimStatus, frozenset[ClaimStatus]] = {
    ClaimStatus.REQUESTED: frozenset({ClaimStatus.APPROVED, ClaimStatus.DECLINED}),
    ClaimStatus.APPROVED: frozenset({ClaimStatus.EXPORTED, ClaimStatus.DECLINED}),
    # Back to approved: the batch was voided before the bank had it.
    ClaimStatus.EXPORTED: frozenset({ClaimStatus.PAID, ClaimStatus.RETURNED, ClaimStatus.APPROVED}),
    ClaimStatus.RETURNED: frozenset({ClaimStatus.APPROVED, ClaimStatus.DECLINED}),
    # Banks send money back even after the day it was paid on.
    ClaimStatus.PAID: frozenset({ClaimStatus.RETURNED}),
    ClaimStatus.DECLINED: frozenset(),
}
OPEN_CLAIMS = (
    ClaimStatus.REQUESTED,
    ClaimStatus.APPROVED,
    ClaimStatus.EXPORTED,
    ClaimStatus.RETURNED,
)


class BatchStatus(TextChoices):
    DRAFT = "draft", _("承認待ち")
    EXPORTED = "exported", _("振込データ作成済み")
    SETTLED = "settled", _("完了")
    VOIDED = "voided", _("取り消し")


BATCH_MOVES: dict[BatchStatus, frozenset[BatchStatus]] = {
    BatchStatus.DRAFT: frozenset({BatchStatus.EXPORTED, BatchStatus.VOIDED}),
    BatchStatus.EXPORTED: frozenset({BatchStatus.SETTLED, BatchStatus.VOIDED}),
    BatchStatus.SETTLED: frozenset(),
    BatchStatus.VOIDED: frozenset(),
}


class LineStatus(TextChoices):
    PENDING = "pending", _("手続き中")
    PAID = "paid", _("振込済み")
    RETURNED = "returned", _("振込不能")
    VOIDED = "voided", _("取り消し")


LINE_MOVES: dict[LineStatus, frozenset[LineStatus]] = {
    LineStatus.PENDING: frozenset({LineStatus.PAID, LineStatus.RETURNED, LineStatus.VOIDED}),
    LineStatus.PAID: frozenset({LineStatus.RETURNED}),
    LineStatus.RETURNED: frozenset(),
    LineStatus.VOIDED: frozenset(),
}
LIVE_LINES = (LineStatus.PENDING, LineStatus.PAID)


class AccountCheck(TextChoices):
    """Whether the holder's name is the cast's own and transfers arrive. MENDING asks the cast."""

    VERIFIED = "verified", _("確認済み")
    WAITING = "waiting", _("事務局で確認中")
    MENDING = "mending", _("登録内容の確認が必要")


ACCOUNT_MOVES: dict[AccountCheck, frozenset[AccountCheck]] = {
    AccountCheck.WAITING: frozenset({AccountCheck.VERIFIED, AccountCheck.MENDING}),
    AccountCheck.MENDING: frozenset({AccountCheck.VERIFIED, AccountCheck.WAITING}),
    AccountCheck.VERIFIED: frozenset({AccountCheck.MENDING}),
}


class AccountType(TextChoices):
    """Values are the 預金種目 of the bank file."""

    ORDINARY = "1", _("普通")
    CURRENT = "2", _("当座")
    SAVINGS = "4", _("貯蓄")


class FeeBearer(TextChoices):
    PAYEE = "payee", _("キャスト（受取人）")
    PAYER = "payer", _("運営（支払人）")
