import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from payouts.domain.errors import PayoutRefused
from payouts.domain.zengin import Consignor, Layout, Payment, zengin_file

SHA256 = "a8a0d9cf107d53ac0b41ac413ce41ea5fa633ed921e7bfe219e2b59612337236"
# The example of the specification, one record a line, without the spaces that fill it up.
RECORDS = Path(__file__).with_name("valid_transfer_file.txt").read_text(encoding="utf-8")
VALUE_DATE = date(2026, 11, 30)
CONSIGNOR = Consignor(
    code="0123456789",
    name="ｶ)ｻｼﾄ-ｸ",
    bank_code="0001",
    bank_name="ﾐｽﾞﾎ",
    branch_code="001",
    branch_name="ﾄｳｷﾖｳ",
    account_type="1",
    number="1234567",
)
YAMADA = Payment(
    bank_code="0005",
    bank_name="ﾐﾂﾋﾞｼﾕ-ｴﾌｼﾞｴｲ",
    branch_code="001",
    branch_name="ﾎﾝﾃﾝ",
    account_type="1",
    number="0012345",
    holder="ﾔﾏﾀﾞ ﾀﾛｳ",
    amount_yen=9835,
    customer_code=42,
)
SUZUKI = Payment(
    bank_code="9900",
    bank_name="ﾕｳﾁﾖ",
    branch_code="058",
    branch_name="ｾﾞﾛｺﾞﾊﾁ",
    account_type="1",
    number="1234567",
    holder="ｽｽﾞｷ ﾊﾅｺ",
    amount_yen=29772,
    customer_code=43,
)


def make_file(*payments, **changes):
    return zengin_file(CONSIGNOR, payments or (YAMADA, SUZUKI), value_date=VALUE_DATE, **changes)


def test_the_file_is_byte_for_byte_the_valid_one():
    content = make_file()
    expected = b"".join(line.ljust(120).encode("cp932") + b"\r\n" for line in RECORDS.splitlines())
    assert content == expected
    assert len(content) == 610
    assert hashlib.sha256(content).hexdigest() == SHA256


def test_every_record_has_120_bytes_and_the_trailer_counts_and_sums():
    header, *data, trailer, end = make_file(YAMADA, SUZUKI, YAMADA).split(b"\r\n")[:-1]
    assert {len(record) for record in (header, *data, trailer, end)} == {120}
    assert [record[:1] for record in data] == [b"2"] * 3
    assert trailer[:19] == b"8" + b"000003" + b"000000049442"


def test_line_ends_end_mark_and_clearing_house_follow_the_bank():
    layout = Layout(has_line_ends=False, has_end_mark=True, clearing_house_is_blank=True)
    content = make_file(YAMADA, layout=layout)
    assert len(content) == 4 * 120 + 1
    assert content[-1:] == b"\x1a"
    assert content[120 + 38 : 120 + 42] == b"    "


@pytest.mark.parametrize(
    "changes",
    [
        {"number": "12345678"},
        {"number": "12A4567"},
        {"number": "１２３４５６７"},
        {"bank_code": "00005"},
        {"holder": "ｱ" * 31},
        {"holder": "山田"},
        {"bank_name": "ｱ" * 16},
        {"amount_yen": 10**10},
        {"customer_code": -1},
    ],
)
def test_a_field_that_does_not_fit_is_refused_and_never_cut(changes):
    with pytest.raises(PayoutRefused) as refused:
        make_file(replace(YAMADA, **changes))
    assert refused.value.code == "does_not_fit"


@pytest.mark.parametrize("amount_yen", [0, -1])
def test_nothing_is_no_payment(amount_yen):
    with pytest.raises(PayoutRefused) as refused:
        make_file(replace(YAMADA, amount_yen=amount_yen))
    assert refused.value.code == "amount_not_positive"


def test_the_largest_amount_of_the_layout_fits():
    assert b"9999999999" in make_file(replace(YAMADA, amount_yen=9_999_999_999))


def test_a_file_of_no_payments_is_refused():
    with pytest.raises(PayoutRefused) as refused:
        zengin_file(CONSIGNOR, [], value_date=VALUE_DATE)
    assert refused.value.code == "nothing_to_transfer"
