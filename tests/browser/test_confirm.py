import pytest

from kernel.demo_accounts import PASSWORD

ASK = "この枠を解除しますか？"
SENT = "/admin/style/?"


@pytest.fixture
def page(person):
    page = person("staff")
    page.goto("/accounts/login/?next=/admin/style/")
    page.get_by_label("メールアドレス").fill("staff@example.com")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="ログイン").click()
    page.wait_for_url("**/admin/style/")
    return page


def test_a_form_that_asks_first_is_sent_after_ok_only(page):
    send = page.get_by_role("button", name="確認してから送る")
    dialog = page.get_by_role("dialog", name=ASK)

    send.click()
    dialog.get_by_role("button", name="やめる").click()
    dialog.wait_for(state="detached")
    assert SENT not in page.url

    send.click()
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert SENT not in page.url

    send.click()
    dialog.get_by_role("button", name="OK").click()
    page.wait_for_url(f"**{SENT}*")
