"""What this app has to say when a cast leaves, or wants to see what is kept."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.domain.audit import relabel_log
from accounts.domain.errors import LeavingRefused
from accounts.domain.export import Part
from accounts.domain.leaving import Hindrance
from cast_portal.models import Cast
from kernel.locking import lock_row
from payouts.domain.accounts import account_of
from payouts.domain.queries import open_claim, tally
from payouts.models import Claim, Reward


def hindrances_of_cast(cast: Cast) -> list[Hindrance]:
    """Money under way, and money that could be claimed."""
    claims = reverse("payouts:claims")
    found = []
    if open_claim(cast):
        found.append(Hindrance(_("手続き中の請求があります。"), claims, _("請求を見る")))
    total = tally(cast)
    if total.reaches_minimum:
        words = _("まだ請求していない報酬が%(yen)s円あります。") % {"yen": f"{total.gross_yen:,}"}
        found.append(Hindrance(words, claims, _("請求する")))
    return found


def erase_account(cast: Cast) -> None:
    """Transfers keep the account and its holder as they were paid, which the law asks for.

    A claim that came at the same moment is waited for, and then it hinders after all.
    """
    cast = lock_row(cast)
    if open_claim(cast):
        raise LeavingRefused("leaving_hindered", _("手続き中の請求があります。"))
    if account := account_of(cast):
        relabel_log(account, _("消去された銀行口座"))
        account.delete()


def person_data(cast: Cast) -> Part:
    account = account_of(cast)
    return {
        "bank-account": {
            "口座": str(account),
            "口座名義": account.holder_name,
            "名義の確認": account.get_check_status_display(),
            "更新日時": account.updated_at,
        }
        if account
        else {},
        "rewards": rewards(cast),
        "claims": claims(cast),
    }


def rewards(cast: Cast) -> list[dict[str, Any]]:
    earned = Reward.objects.filter(cast=cast).select_related("talk").order_by("created_at")
    return [
        {
            "トーク番号": reward.talk.public_id,
            "報酬（円）": reward.amount_yen,
            "確定日時": reward.created_at,
        }
        for reward in earned
    ]


def claims(cast: Cast) -> list[dict[str, Any]]:
    mine = Claim.objects.filter(cast=cast).order_by("requested_at")
    return [
        {
            "申請番号": claim.public_id,
            "状態": claim.get_status_display(),
            "請求金額（円）": claim.gross_yen,
            "源泉徴収（円）": claim.withholding_yen,
            "差し引く振込手数料（円）": claim.fee_yen,
            "振込金額（円）": claim.net_yen,
            "申請日時": claim.requested_at,
            "支払い日時": claim.paid_at,
        }
        for claim in mine
    ]
