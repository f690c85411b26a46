import pytest

from notices.models import OutgoingMail
from payouts.domain.accounts import (
    ask_to_mend_account,
    set_bank_account,
    verify_account,
)
from payouts.domain.errors import PayoutRefused
from payouts.domain.holder import check_holder
from payouts.enums import AccountCheck
from payouts.models import Bank, BankAccount
from tests.factories import CastFactory
from tests.payouts.builders import details, make_account, make_branch

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("holder", "legal", "check"),
    [
        ("ﾔﾏﾀﾞ ﾀﾛｳ", "ヤマダ タロウ", AccountCheck.VERIFIED),
        ("ﾔﾏﾀﾞﾀﾛｳ", "やまだ　たろう", AccountCheck.VERIFIED),
        ("ﾀﾛｳ ﾔﾏﾀﾞ", "ヤマダ タロウ", AccountCheck.WAITING),
        ("ﾀﾛｳﾔﾏﾀﾞ", "ヤマダ タロウ", AccountCheck.WAITING),
        ("ﾛ-ﾗ ｵｵﾉ", "オオノ ローラ", AccountCheck.WAITING),
        ("ｵ-ﾉ ﾛ-ﾗ", "オノ ローラ", AccountCheck.WAITING),
        ("ﾔﾏﾀﾞ ﾀﾛｳ", "", AccountCheck.WAITING),
        ("ﾔﾏﾀﾞ ﾀﾛｳ", "山田 太郎", AccountCheck.WAITING),
    ],
)
def test_the_holder_is_compared_with_the_casts_real_name(holder, legal, check):
    assert check_holder(holder, legal) == check


@pytest.mark.parametrize("holder", ["ｽｽﾞｷ ﾊﾅｺ", "ﾔﾏﾀﾞ", "ﾔﾏﾀﾞ ﾊﾅｺ", "ﾔﾏﾀﾞ ﾀﾛｳ ﾔﾏﾀﾞ"])
def test_anybody_elses_account_is_refused_beside_the_field(holder):
    with pytest.raises(PayoutRefused) as refused:
        check_holder(holder, "ヤマダ タロウ")
    assert (refused.value.code, refused.value.field) == ("holder_differs", "holder_kana")


def test_an_account_in_the_casts_own_name_is_verified_at_once_and_mailed(cast, now):
    account = set_bank_account(cast, details=details(number="12345"), now=now)
    assert (account.number, account.holder_kana) == ("0012345", "ﾔﾏﾀﾞ ﾀﾛｳ")
    assert account.is_payable
    mail = OutgoingMail.objects.get(kind="payouts.account_changed", to=cast.user.email)
    assert "****345" in mail.body
    assert "0012345" not in mail.body


def test_a_change_opens_the_check_again_and_mails_the_cast(cast, now):
    make_account(cast)
    account = set_bank_account(cast, details=details(holder_kana="タロウ ヤマダ"), now=now)
    assert account.check_status == AccountCheck.WAITING
    assert BankAccount.objects.count() == 1
    assert OutgoingMail.objects.filter(kind="payouts.account_changed").count() == 2


def test_a_verified_name_has_to_be_verified_again_after_a_change(cast, staff, now):
    account = make_account(cast, holder_kana="タロウ ヤマダ")
    verify_account(account, by=staff, reason="通帳の写しで確認", now=now)
    changed = set_bank_account(
        cast, details=details(holder_kana="タロウ ヤマダ", number="999"), now=now
    )
    assert changed.check_status == AccountCheck.WAITING


def test_saving_the_same_account_again_changes_and_mails_nothing(cast, now):
    first = make_account(cast)
    second = make_account(cast)
    assert second.pk == first.pk
    assert OutgoingMail.objects.count() == 1


def test_a_doubted_account_that_the_cast_confirms_waits_for_staff(cast, staff, now):
    account = make_account(cast)
    ask_to_mend_account(account, by=staff, reason="口座番号をご確認ください", now=now)
    confirmed = make_account(cast)
    assert confirmed.check_status == AccountCheck.WAITING


def test_staff_verify_with_a_reason_and_only_once(cast, staff, now):
    account = make_account(cast, holder_kana="タロウ ヤマダ")
    verified = verify_account(account, by=staff, reason="通帳の写しで確認", now=now)
    assert (verified.is_verified, verified.check_note) == (True, "通帳の写しで確認")
    again = verify_account(account, by=staff, reason="もう一度", now=now)
    assert again.check_note == "通帳の写しで確認"


@pytest.mark.parametrize("verb", [verify_account, ask_to_mend_account])
def test_staff_say_why(cast, staff, now, verb):
    account = make_account(cast, holder_kana="タロウ ヤマダ")
    with pytest.raises(PayoutRefused) as refused:
        verb(account, by=staff, reason=" ", now=now)
    assert (refused.value.code, refused.value.field) == ("reason_needed", "reason")


def test_asking_to_mend_tells_the_cast_why_and_only_once(cast, staff, now):
    account = make_account(cast)
    for _ in range(2):
        account = ask_to_mend_account(account, by=staff, reason="支店をご確認ください", now=now)
    assert account.needs_mending
    mail = OutgoingMail.objects.get(kind="payouts.account_to_mend")
    assert "支店をご確認ください" in mail.body


def test_a_closed_branch_is_refused(cast, now):
    branch = make_branch()
    branch.is_current = False
    branch.save()
    with pytest.raises(PayoutRefused) as refused:
        set_bank_account(cast, details=details(branch=branch), now=now)
    assert (refused.value.code, refused.value.field) == ("branch_closed", "branch")


def test_an_account_whose_bank_has_closed_since_cannot_be_paid_into(cast):
    account = make_account(cast)
    Bank.objects.update(is_current=False)
    account = BankAccount.objects.get(pk=account.pk)
    assert account.is_verified
    assert not account.is_payable
    assert account.needs_mending


@pytest.mark.parametrize(
    ("holder", "code"), [("山田太郎", "kana_illegal"), ("スズキ ハナコ", "holder_differs")]
)
def test_a_refused_holder_leaves_the_account_as_it_was(cast, now, holder, code):
    make_account(cast)
    with pytest.raises(PayoutRefused) as refused:
        set_bank_account(cast, details=details(holder_kana=holder, number="7"), now=now)
    assert (refused.value.code, refused.value.field) == (code, "holder_kana")
    assert BankAccount.objects.get().number == "0012345"


def test_two_casts_may_share_an_account_number_at_different_banks(now):
    for branch in (make_branch(), make_branch("0001", bank_name="みずほ", bank_kana="ミズホ")):
        make_account(CastFactory(), branch=branch)
    assert BankAccount.objects.count() == 2
