"""The bank account by the keyboard alone, as with a screen reader, and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from kernel.demo_accounts import PASSWORD
from tests.browser.accessibility import broken_rules

URL = "/cast/bank-account/"


def sign_in(page):
    page.goto(f"/accounts/login/?next={URL}")
    page.get_by_label("メールアドレス").fill("cast2@example.com")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="ログイン").click()
    page.wait_for_url(f"**{URL}")
    page.get_by_text("口座を変更する").click()
    return page


@pytest.fixture
def page(person):
    return sign_in(person("cast", width=390))


def pick(page, label, typed, *, steps=1):
    """Types, walks down the list and takes what is there; gives what the field holds then."""
    field = page.get_by_role("combobox", name=label)
    field.press_sequentially(typed)
    options = page.get_by_role("listbox", name=label).get_by_role("option")
    expect(options.first).to_be_visible()
    for _step in range(steps):
        field.press("ArrowDown")
    active = page.locator(f"#{field.get_attribute('aria-activedescendant')}")
    expect(active).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(options.first).to_be_hidden()
    return field.input_value()


def test_an_account_is_registered_by_the_keyboard_alone(page):
    assert pick(page, "銀行", "みずほぎんこう") == "0001 みずほ"
    assert pick(page, "支店", "東京営業").startswith("001 東京営業部")
    page.keyboard.press("Tab")
    number = page.get_by_label("口座番号")
    number.fill("７６５４３２１")
    expect(page.get_by_label("口座名義（カナ）")).to_have_value("タカセ ハルト")
    page.get_by_label("現在のパスワード").fill(PASSWORD)
    number.press("Enter")

    expect(page.get_by_text("銀行口座を登録しました")).to_be_visible()
    card = page.get_by_role("region", name="登録中の口座")
    expect(card).to_contain_text("****321")
    expect(page.locator("body")).not_to_contain_text("7654321")


@pytest.mark.parametrize("typed", ["ミズホ", "みずほ", "0001", "０００１"])
def test_a_bank_is_suggested_however_it_is_written(page, typed):
    assert pick(page, "銀行", typed).startswith("0001 ")


def test_the_list_says_how_many_there_are_and_closes(page):
    bank = page.get_by_role("combobox", name="銀行")
    expect(bank).to_have_attribute("aria-expanded", "false")
    bank.press_sequentially("三菱")
    said = page.get_by_role("status").filter(has_text=re.compile(r"\d件の候補があります"))
    expect(said).to_have_count(1)
    expect(bank).to_have_attribute("aria-expanded", "true")
    assert broken_rules(page) == []

    bank.press("ArrowUp")
    options = page.get_by_role("listbox", name="銀行").get_by_role("option")
    expect(options.last).to_have_attribute("aria-selected", "true")
    bank.press("Escape")
    expect(bank).to_have_attribute("aria-expanded", "false")
    expect(bank).to_have_value("三菱")
    assert bank.get_attribute("aria-activedescendant") is None
    expect(said).to_have_count(0)

    bank.press("ArrowDown")
    expect(bank).to_have_attribute("aria-expanded", "true")
    bank.press("Tab")
    expect(bank).to_have_attribute("aria-expanded", "false")

    bank.fill("")
    bank.press_sequentially("どこにもない")
    expect(page.get_by_role("status").filter(has_text="候補が見つかりません")).to_have_count(1)


def test_without_scripts_the_page_asks_back(browser, platform):
    context = browser.new_context(base_url=platform.url, java_script_enabled=False)
    page = sign_in(context.new_page())
    page.get_by_label("銀行", exact=True).fill("三井住友")
    page.get_by_label("支店", exact=True).fill("宿")
    page.get_by_label("口座番号").fill("1112223")
    page.get_by_label("現在のパスワード").fill(PASSWORD)
    page.get_by_role("button", name="この口座を登録する").click()
    expect(page.get_by_text("支店の候補が複数あります")).to_be_visible()
    page.get_by_role("radio", name=re.compile(r"^\d{3} 新宿西口")).check()
    page.get_by_label("現在のパスワード").fill(PASSWORD)
    page.get_by_role("button", name="この口座を登録する").click()
    expect(page.get_by_text("****223")).to_be_visible()
    context.close()


def test_yucho_is_given_by_symbol_and_number(page):
    page.get_by_role("radio", name=re.compile("ゆうちょ")).check()
    expect(page.get_by_role("combobox", name="銀行")).to_be_hidden()
    page.get_by_label("記号", exact=True).fill("14080")
    page.get_by_label("番号", exact=True).fill("12345671")
    page.get_by_label("現在のパスワード").fill(PASSWORD)
    page.get_by_role("button", name="この口座を登録する").click()
    expect(page.get_by_role("region", name="登録中の口座")).to_contain_text("四〇八")
