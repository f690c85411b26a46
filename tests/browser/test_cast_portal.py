import re

import pytest
from playwright.sync_api import expect

from kernel.demo_accounts import PASSWORD
from tests.journeys.people import follow


@pytest.fixture
def page(person):
    page = person("cast")
    page.goto("/accounts/login/?next=/cast/")
    page.get_by_label("メールアドレス").fill("cast2@example.com")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="ログイン").click()
    page.wait_for_url(re.compile("/cast/$"))
    return page


def open_a_free_night(page):
    """The night three weeks on, which the demo leaves empty."""
    follow(page, "スケジュール")
    for _week in range(3):
        follow(page, "次の7日間")
    follow(page, "深夜")


def test_a_whole_hour_is_offered_and_one_slot_released(page):
    open_a_free_night(page)
    hour = page.get_by_role("region", name=re.compile("^2時"))
    hour.get_by_role("button", name="まとめて選ぶ").click()
    expect(page.get_by_text("20枠を選択中")).to_be_visible()
    hour.get_by_role("checkbox", name=re.compile("^2:03")).uncheck()
    expect(page.get_by_text("19枠を選択中")).to_be_visible()
    page.get_by_role("button", name="登録する").click()
    expect(page.get_by_text("19枠を登録しました")).to_be_visible()

    free = hour.get_by_role("link", name=re.compile("^2:06"))
    free.click()
    dialog = page.get_by_role("dialog", name="この枠を解除しますか？")
    dialog.get_by_role("button", name="やめる").click()
    expect(dialog).to_be_hidden()
    expect(free).to_be_visible()
    free.click()
    dialog.get_by_role("button", name="OK").click()
    expect(page.get_by_text("の枠を解除しました")).to_be_visible()
    expect(hour.get_by_role("checkbox", name=re.compile("^2:06"))).not_to_be_checked()


def test_a_memo_is_saved_while_it_is_written(page):
    memo = page.get_by_label("メモ", exact=True)
    memo.fill("次は旅の話から")
    expect(page.get_by_text(re.compile("保存しました"))).to_be_visible()
    page.reload()
    expect(memo).to_have_value("次は旅の話から")


def test_a_memo_survives_a_lost_connection(page):
    memo = page.get_by_label("メモ", exact=True)
    page.context.set_offline(True)
    memo.fill("電車の中で書いたメモ")
    expect(page.get_by_text("保存できていません")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text(re.compile("保存しました"))).to_be_visible()
    page.reload()
    expect(memo).to_have_value("電車の中で書いたメモ")
