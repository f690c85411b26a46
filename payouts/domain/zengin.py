"""The bank file of 全銀協 総合振込: 120-byte records, header 1, data 2, trailer 8, end 9.

A pure function of its arguments. Texts must already be in the form `to_zengin_kana` gives;
a field that does not fit is refused, never cut.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from payouts.domain.errors import PayoutRefused

RECORD_BYTES = 120
ENCODING = "cp932"
TRANSFER, JIS_CODES, BY_WIRE, NEITHER_FIRST_NOR_CHANGED = "21", "0", "7", "0"


@dataclass(frozen=True)
class Consignor:
    code: str
    name: str
    bank_code: str
    bank_name: str
    branch_code: str
    branch_name: str
    account_type: str
    number: str


@dataclass(frozen=True)
class Payment:
    """`customer_code` comes back in the bank's answer and tells which payment it is about."""

    bank_code: str
    bank_name: str
    branch_code: str
    branch_name: str
    account_type: str
    number: str
    holder: str
    amount_yen: int
    customer_code: int


@dataclass(frozen=True)
class Layout:
    """What banks differ in."""

    has_line_ends: bool = True
    has_end_mark: bool = False
    clearing_house_is_blank: bool = False


def zengin_file(
    consignor: Consignor,
    payments: Sequence[Payment],
    *,
    value_date: date,
    layout: Layout | None = None,
) -> bytes:
    layout = layout or Layout()
    if not payments:
        raise PayoutRefused("nothing_to_transfer", _("振込の明細がありません。"))
    records = [
        header_record(consignor, value_date),
        *(data_record(payment, layout) for payment in payments),
        trailer_record(payments),
        text("9", RECORD_BYTES),
    ]
    line_end = b"\r\n" if layout.has_line_ends else b""
    end_mark = b"\x1a" if layout.has_end_mark else b""
    return b"".join(encoded(record) + line_end for record in records) + end_mark


def header_record(consignor: Consignor, value_date: date) -> str:
    return "".join(
        [
            "1",
            TRANSFER,
            JIS_CODES,
            digits(consignor.code, 10),
            text(consignor.name, 40),
            f"{value_date:%m%d}",
            digits(consignor.bank_code, 4),
            text(consignor.bank_name, 15),
            digits(consignor.branch_code, 3),
            text(consignor.branch_name, 15),
            digits(consignor.account_type, 1),
            digits(consignor.number, 7),
            text("", 17),
        ]
    )


def data_record(payment: Payment, layout: Layout) -> str:
    if payment.amount_yen <= 0:
        raise PayoutRefused("amount_not_positive", _("振込金額は1円以上にしてください。"))
    return "".join(
        [
            "2",
            digits(payment.bank_code, 4),
            text(payment.bank_name, 15),
            digits(payment.branch_code, 3),
            text(payment.branch_name, 15),
            text("", 4) if layout.clearing_house_is_blank else digits(0, 4),
            digits(payment.account_type, 1),
            digits(payment.number, 7),
            text(payment.holder, 30),
            digits(payment.amount_yen, 10),
            NEITHER_FIRST_NOR_CHANGED,
            digits(payment.customer_code, 10),
            digits(0, 10),
            BY_WIRE,
            text("", 8),
        ]
    )


def trailer_record(payments: Sequence[Payment]) -> str:
    total = sum(payment.amount_yen for payment in payments)
    return "8" + digits(len(payments), 6) + digits(total, 12) + text("", 101)


def digits(value: str | int, width: int) -> str:
    """N: digits only, right-aligned, padded with zeros."""
    number = str(value)
    if not (number.isascii() and number.isdigit() and len(number) <= width):
        raise unfit(number, width)
    return number.zfill(width)


def text(value: str, width: int) -> str:
    """C: left-aligned, padded with spaces; one letter is one byte."""
    if len(value.encode(ENCODING, "replace")) != len(value) or len(value) > width:
        raise unfit(value, width)
    return value.ljust(width)


def encoded(record: str) -> bytes:
    content = record.encode(ENCODING)
    if len(content) != RECORD_BYTES:
        raise unfit(record, RECORD_BYTES)
    return content


def unfit(value: str, width: int) -> PayoutRefused:
    message = _("振込データに書き込めない値があります: %(value)s(%(width)s桁以内)")
    return PayoutRefused("does_not_fit", message % {"value": value, "width": width})
