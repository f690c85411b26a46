import pytest

from payouts.domain.errors import PayoutRefused
from payouts.domain.yucho import yucho_account
from payouts.enums import AccountType


@pytest.mark.parametrize(
    ("symbol", "number", "branch", "account_type", "bank_number"),
    [
        ("14030", "12345671", "408", AccountType.ORDINARY, "1234567"),
        ("10580", "21", "058", AccountType.ORDINARY, "0000002"),
        ("00160", "100001", "019", AccountType.CURRENT, "0100001"),
        ("00160", "7", "019", AccountType.CURRENT, "0000007"),
    ],
)
def test_symbol_and_number_become_a_branch_and_a_number(
    symbol, number, branch, account_type, bank_number
):
    account = yucho_account(symbol, number)
    assert (account.branch_code, account.account_type, account.number) == (
        branch,
        account_type,
        bank_number,
    )


@pytest.mark.parametrize(
    ("symbol", "number", "code", "field"),
    [
        ("20000", "1", "bad_symbol", "symbol"),
        ("14031", "12345671", "bad_symbol", "symbol"),
        ("1403", "12345671", "bad_symbol", "symbol"),
        ("", "", "bad_symbol", "symbol"),
        ("14030", "12345678", "bad_number", "yucho_number"),
        ("14030", "123456781", "bad_number", "yucho_number"),
        ("14030", "1", "bad_number", "yucho_number"),
        ("00160", "1000010", "bad_number", "yucho_number"),
        ("00160", "", "bad_number", "yucho_number"),
    ],
)
def test_what_no_passbook_shows_is_refused_beside_its_field(symbol, number, code, field):
    with pytest.raises(PayoutRefused) as refused:
        yucho_account(symbol, number)
    assert (refused.value.code, refused.value.field) == (code, field)
