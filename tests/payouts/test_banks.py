import json
import sys

import pytest
from django.core.management import call_command

from notices.models import OutgoingMail
from payouts.domain.bank_master import load_banks, packaged_data
from payouts.domain.bank_search import MOST, find_banks, find_branches
from payouts.models import Bank, Branch
from tests.factories import CastFactory
from tests.payouts.builders import make_account

pytestmark = pytest.mark.django_db
BANKS = {
    "0001": ("みずほ", "ミズホ"),
    "0005": ("三菱ＵＦＪ", "ミツビシユ－エフジエイ"),
    "0009": ("三井住友", "ミツイスミトモ"),
    "0294": ("三井住友信託", "ミツイスミトモシンタク"),
}
BRANCHES = {
    "001": ("東京営業部", "トウキヨウ"),
    "012": ("銀座", "ギンザ"),
    "013": ("銀座通", "ギンザド－リ"),
}


@pytest.fixture
def data(tmp_path):
    write_data(tmp_path, BANKS, BRANCHES)
    return tmp_path


def write_data(folder, banks, branches):
    (folder / "branches").mkdir(exist_ok=True)
    write_json(folder / "banks.json", banks)
    for code in banks:
        write_json(folder / "branches" / f"{code}.json", branches)


def write_json(path, rows):
    entries = {
        code: {"code": code, "name": name, "kana": kana} for code, (name, kana) in rows.items()
    }
    path.write_text(json.dumps(entries), encoding="utf-8")


def codes(rows):
    return [row.code for row in rows]


def test_the_packaged_master_is_found_without_importing_it():
    assert (packaged_data() / "banks.json").exists()
    assert "zengin_code" not in sys.modules


def test_the_command_loads_every_bank_and_branch_of_japan_and_may_run_again(
    django_assert_max_num_queries, capsys
):
    call_command("load_banks")
    first = (Bank.objects.count(), Branch.objects.count())
    with django_assert_max_num_queries(12):
        call_command("load_banks")
    assert (Bank.objects.count(), Branch.objects.count()) == first
    assert first[0] > 1000
    assert first[1] > 25_000
    assert find_banks("9900")[0].name == "ゆうちょ"
    assert "0 closed" in capsys.readouterr().out


def test_loading_again_changes_names_and_closes_what_is_gone(data):
    load_banks(data)
    write_data(data, {"0001": ("みずほ改", "ミズホカイ")}, {"001": ("本店", "ホンテン")})
    loaded = load_banks(data)
    assert Bank.objects.get(code="0001").name == "みずほ改"
    assert codes(Bank.objects.filter(is_current=True)) == ["0001"]
    assert codes(Branch.objects.filter(is_current=True, bank="0001")) == ["001"]
    assert loaded.closed == 3 + 4 * len(BRANCHES) - 1


def test_casts_are_told_once_when_their_branch_closes(data, cast):
    load_banks(data)
    branches = Branch.objects.filter(bank="0001").order_by("code")
    make_account(cast, branch=branches[1])
    make_account(CastFactory(), branch=branches[0])
    mails = OutgoingMail.objects.filter(kind="payouts.account_to_mend")
    first = branches[0]
    write_data(data, {"0001": BANKS["0001"]}, {first.code: (first.name, first.kana)})
    load_banks(data)
    load_banks(data)
    mail = mails.get()
    assert mail.to == cast.user.email
    assert "統廃合などで使えなくなったため" in mail.body
    assert cast.bank_account.is_closed


def test_a_bank_that_comes_back_is_current_again(data):
    load_banks(data)
    write_data(data, {"0001": BANKS["0001"]}, BRANCHES)
    load_banks(data)
    write_data(data, BANKS, BRANCHES)
    load_banks(data)
    assert Bank.objects.filter(is_current=False).count() == 0
    assert Branch.objects.filter(is_current=False).count() == 0


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("0005", ["0005"]),
        ("０００５", ["0005"]),
        ("0005 三菱ＵＦＪ", ["0005"]),
        ("みずほ", ["0001"]),
        ("みずほ銀行", ["0001"]),
        ("ミズホ", ["0001"]),
        ("ufj", ["0005"]),
        ("三菱UFJ銀行", ["0005"]),
        ("みずほぎんこう", ["0001"]),
        ("みつびしゆーえふじぇい", ["0005"]),
        ("三井住友", ["0009"]),
        ("三井", ["0009", "0294"]),
        ("00", ["0001", "0005", "0009"]),
        ("住友", ["0009", "0294"]),
        ("9999", []),
        ("どこにもない", []),
        ("", []),
        ("銀行", []),
    ],
)
def test_a_bank_is_found_by_code_or_any_way_of_writing_its_name(data, typed, found):
    load_banks(data)
    assert codes(find_banks(typed)) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("012", ["012"]),
        ("銀座", ["012"]),
        ("銀座支店", ["012"]),
        ("ぎんざ", ["012"]),
        ("ぎんざしてん", ["012"]),
        ("座", ["012", "013"]),
    ],
)
def test_a_branch_is_found_within_its_bank(data, typed, found):
    load_banks(data)
    assert codes(find_branches(Bank.objects.get(code="0001"), typed)) == found


def test_a_search_gives_a_page_of_rows_at_most_and_asks_once(data, django_assert_num_queries):
    write_data(data, {f"{code:04}": (f"第{code}", "ダイ") for code in range(30)}, {})
    load_banks(data)
    with django_assert_num_queries(1):
        assert len(find_banks("第")) == MOST


def test_closed_banks_are_not_found(data):
    load_banks(data)
    Bank.objects.filter(code="0001").update(is_current=False)
    assert find_banks("0001") == []
