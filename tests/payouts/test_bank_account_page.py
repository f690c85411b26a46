import pytest
from django.core.cache import cache
from django.test import override_settings
from django.urls import reverse

from payouts.enums import AccountCheck, AccountType
from payouts.models import BankAccount
from tests.factories import PASSWORD, CastFactory
from tests.payouts.builders import make_account, make_branch

pytestmark = pytest.mark.django_db
URL = reverse("payouts:bank_account")


@pytest.fixture(autouse=True)
def branches():
    make_branch()
    make_branch("0001", bank_name="みずほ", bank_kana="ミズホ", name="銀座", kana="ギンザ")
    make_branch("0001", "002", name="銀座通", kana="ギンザド－リ")
    make_branch("0009", bank_name="三井住友", bank_kana="ミツイスミトモ")
    make_branch("0294", bank_name="三井住友信託", bank_kana="ミツイスミトモシンタク")
    make_branch(
        "9900",
        "408",
        bank_name="ゆうちょ",
        bank_kana="ユウチヨ",
        name="四〇八",
        kana="ヨンゼロハチ",
    )


def typed(**changes):
    return {
        "kind": "bank",
        "bank": "0005",
        "branch": "001",
        "account_type": "1",
        "number": "0012345",
        "holder_kana": "ヤマダ タロウ",
        **changes,
    }


def errors_of(response):
    assert response.status_code == 422
    form = response.context["form"]
    return {name: [error.code for error in found] for name, found in form.errors.as_data().items()}


def test_a_cast_registers_an_account_by_codes(cast, sign_in):
    response = sign_in(cast.user).post(URL, typed(), follow=True)
    assert response.redirect_chain == [(URL, 302)]
    account = BankAccount.objects.get(cast=cast)
    assert (account.branch.code, account.number) == ("001", "0012345")
    assert account.is_verified
    assert "****345" in response.content.decode()
    assert "0012345" not in response.content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"bank": "三菱UFJ銀行", "branch": "本店"},
        {"bank": "0005 三菱ＵＦＪ", "branch": "001 本店"},
        {"bank": "みつびしゆーえふじぇい", "branch": "ホンテン"},
        {"number": "１２３４５"},
        {"number": "001-2345"},
        {"holder_kana": "やまだ　たろう"},
    ],
)
def test_names_and_other_ways_of_writing_do_as_well(cast, sign_in, changes):
    sign_in(cast.user).post(URL, typed(**changes))
    account = BankAccount.objects.get(cast=cast)
    assert (account.branch.bank_id, account.number) == ("0005", "0012345")


def test_an_ambiguous_bank_is_asked_back_with_a_choice_and_what_was_typed_stays(cast, sign_in):
    response = sign_in(cast.user).post(URL, typed(bank="三井"))
    assert "bank" in errors_of(response)
    page = response.content.decode()
    assert "候補が複数あります" in page
    assert 'name="bank_choice" value="0294"' in page
    assert 'value="三井"' in page
    assert not BankAccount.objects.exists()


def test_choosing_bank_and_branch_without_a_script(cast, sign_in):
    client = sign_in(cast.user)
    response = client.post(URL, typed(bank="三井", bank_choice="0009", branch="どこか"))
    assert list(errors_of(response)) == ["branch"]
    assert 'value="0009 三井住友"' in response.content.decode()
    response = client.post(URL, typed(bank="0009 三井住友", branch="本店"))
    assert response.status_code == 302
    assert BankAccount.objects.get().branch.bank_id == "0009"


def test_an_ambiguous_branch_is_asked_back_within_its_bank(cast, sign_in):
    client = sign_in(cast.user)
    response = client.post(URL, typed(bank="みずほ", branch="座"))
    assert 'name="branch_choice" value="002"' in response.content.decode()
    client.post(URL, typed(bank="0001 みずほ", branch="座", branch_choice="002"))
    assert BankAccount.objects.get().branch.name == "銀座通"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"bank": "9999"}, "bank"),
        ({"bank": ""}, "bank"),
        ({"bank": "どこにもない銀行"}, "bank"),
        ({"branch": "999"}, "branch"),
        ({"number": "12345678"}, "number"),
        ({"number": "12a"}, "number"),
        ({"number": ""}, "number"),
        ({"account_type": "7"}, "account_type"),
        ({"account_type": ""}, "account_type"),
        ({"holder_kana": "山田 太郎"}, "holder_kana"),
        ({"holder_kana": "スズキ ハナコ"}, "holder_kana"),
        ({"holder_kana": "ヤマダ,タロウ"}, "holder_kana"),
        ({"holder_kana": ""}, "holder_kana"),
        ({"kind": "yucho", "symbol": "20000", "yucho_number": "1"}, "symbol"),
        ({"kind": "yucho", "symbol": "14030", "yucho_number": "12345678"}, "yucho_number"),
        ({"kind": "yucho", "symbol": "19990", "yucho_number": "12345671"}, "symbol"),
        ({"kind": "post"}, "kind"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(cast, sign_in, changes, field):
    response = sign_in(cast.user).post(URL, typed(**changes))
    assert list(errors_of(response)) == [field]
    assert 'aria-invalid="true"' in response.content.decode()
    assert not BankAccount.objects.exists()


def test_a_branch_left_over_from_another_bank_is_not_taken_for_its_namesake(cast, sign_in):
    # みずほ's 001 is 銀座, and 三菱UFJ has a 001 of its own.
    client = sign_in(cast.user)
    answer = client.post(URL, typed(bank="0005 三菱ＵＦＪ", branch="001 銀座"))
    assert list(errors_of(answer)) == ["branch"]
    assert client.post(URL, typed(bank="0001 みずほ", branch="001 銀座")).status_code == 302


def test_somebody_elses_account_is_refused_with_the_name_it_must_be_in(cast, sign_in):
    answer = sign_in(cast.user).post(URL, typed(holder_kana="スズキ イチロウ"))
    assert list(errors_of(answer)) == ["holder_kana"]
    page = answer.content.decode()
    assert "口座名義が、ご登録のお名前（ヤマダ タロウ）と異なります" in page
    assert "先に事務局へご連絡ください" in page


def test_the_holder_is_judged_together_with_the_other_fields(cast, sign_in):
    answer = sign_in(cast.user).post(URL, typed(number="", holder_kana="スズキ イチロウ"))
    assert sorted(errors_of(answer)) == ["holder_kana", "number"]


def test_a_holder_in_kanji_is_told_to_write_kana(cast, sign_in):
    answer = sign_in(cast.user).post(URL, typed(holder_kana="山田 タロウ"))
    assert "使えない文字があります（山 田）。カナで入力してください。" in answer.content.decode()


def test_an_unknown_bank_code_is_refused_in_words(cast, sign_in):
    response = sign_in(cast.user).post(URL, typed(bank="9999"))
    assert "該当する銀行が見つかりません" in response.content.decode()


def test_a_yucho_account_is_given_by_symbol_and_number(cast, sign_in):
    sign_in(cast.user).post(
        URL, typed(kind="yucho", bank="", symbol="１４０３０", yucho_number="12345671", number="")
    )
    account = BankAccount.objects.get(cast=cast)
    assert (account.branch.bank_id, account.branch.code) == ("9900", "408")
    assert (account.account_type, account.number) == (AccountType.ORDINARY, "1234567")


def test_a_change_asks_for_the_password(cast, sign_in):
    make_account(cast)
    client = sign_in(cast.user)
    for password, field in (("", "password"), ("wrong", "password")):
        response = client.post(URL, typed(number="777", password=password))
        assert list(errors_of(response)) == [field]
    assert BankAccount.objects.get().number == "0012345"
    assert client.post(URL, typed(number="777", password=PASSWORD)).status_code == 302
    assert BankAccount.objects.get().number == "0000777"


def test_nobody_goes_on_guessing_the_password(cast, sign_in):
    make_account(cast)
    client = sign_in(cast.user)
    cache.clear()
    with override_settings(RATELIMIT_ENABLE=True):
        answers = [client.post(URL, typed(password="guess")).status_code for _ in range(21)]
        assert client.post(URL, typed(password=PASSWORD, number="1")).status_code == 409
    assert answers == [422] * 20 + [409]
    assert BankAccount.objects.get().number == "0012345"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"check_status": AccountCheck.WAITING}, "事務局で確認しています"),
        ({"check_status": AccountCheck.MENDING, "check_note": "支店名の相違"}, "支店名の相違"),
    ],
)
def test_the_page_says_how_the_check_stands(cast, sign_in, change, words):
    make_account(cast)
    BankAccount.objects.update(**change)
    assert words in sign_in(cast.user).get(URL).content.decode()


def test_the_page_says_when_the_branch_has_closed(cast, sign_in):
    branch = make_account(cast).branch
    branch.is_current = False
    branch.save()
    assert "口座の更新が必要です" in sign_in(cast.user).get(URL).content.decode()


@pytest.mark.parametrize("name", ["bank_account", "bank_search", "branch_search", "claims"])
def test_casts_only(guest, staff, client, sign_in, name):
    url = reverse(f"payouts:{name}")
    assert client.get(url).headers["Location"].startswith(reverse("account_login"))
    assert sign_in(guest).get(url).status_code == 404
    assert sign_in(staff).get(url).status_code == 404


def test_another_cast_sees_their_own_account_only(cast, sign_in):
    make_account(cast)
    page = sign_in(CastFactory().user).get(URL).content.decode()
    assert "****345" not in page


def test_banks_are_suggested(cast, sign_in):
    answer = sign_in(cast.user).get(reverse("payouts:bank_search"), {"q": "三井"}).json()
    assert [row["code"] for row in answer["results"]] == ["0009", "0294"]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({"q": "銀座", "within": "0001 みずほ"}, ["001"]),
        ({"q": "座", "within": "みずほ"}, ["001", "002"]),
        ({"q": "銀座", "within": "三井"}, []),
        ({"q": "銀座"}, []),
        ({"q": "", "within": "0001"}, []),
        ({"q": "x" * 61, "within": "0001"}, []),
    ],
)
def test_branches_are_suggested_within_the_bank(cast, sign_in, query, codes):
    answer = sign_in(cast.user).get(reverse("payouts:branch_search"), query).json()
    assert [row["code"] for row in answer["results"]] == codes
