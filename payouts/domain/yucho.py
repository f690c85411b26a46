"""ゆうちょ銀行: from 記号 and 番号 on the passbook to the branch and number that banks use."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from payouts.domain.errors import PayoutRefused
from payouts.enums import AccountType

BANK_CODE = "9900"
SYMBOL = re.compile(r"[01]\d{3}0")


@dataclass(frozen=True)
class YuchoAccount:
    branch_code: str
    account_type: AccountType
    number: str


def yucho_account(symbol: str, number: str) -> YuchoAccount:
    """`symbol` and `number` are plain digits."""
    if not SYMBOL.fullmatch(symbol):
        message = _("記号は「0」か「1」で始まり「0」で終わる5桁の数字です。")
        raise PayoutRefused("bad_symbol", message, field="symbol")
    return savings(symbol, number) if symbol[0] == "1" else transfer(symbol, number)


def savings(symbol: str, number: str) -> YuchoAccount:
    if not re.fullmatch(r"\d{1,7}1", number):
        message = _("番号は8桁以内で、最後の数字が「1」です。")
        raise PayoutRefused("bad_number", message, field="yucho_number")
    return YuchoAccount(f"{symbol[1:3]}8", AccountType.ORDINARY, number[:-1].zfill(7))


def transfer(symbol: str, number: str) -> YuchoAccount:
    if not re.fullmatch(r"\d{1,6}", number):
        message = _("番号は6桁以内の数字です。")
        raise PayoutRefused("bad_number", message, field="yucho_number")
    return YuchoAccount(f"{symbol[1:3]}9", AccountType.CURRENT, number.zfill(7))
