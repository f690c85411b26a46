import pytest
from playwright.sync_api import expect


@pytest.fixture
def page(person):
    page = person("visitor")
    page.goto("/ranks/")
    return page


def test_search_of_the_header_waits_for_words_and_closes_again(page):
    button = page.locator("summary", has_text="サイト内検索")
    field = page.get_by_role("searchbox")

    button.press("Enter")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    expect(button).to_be_focused()

    button.click()
    expect(field).to_be_visible()
    page.locator("h1").click()
    expect(field).to_be_hidden()


def test_menu_closes_when_the_keyboard_leaves_it(page):
    button = page.locator("summary", has_text="サイト内検索")
    field = page.get_by_role("searchbox")
    button.press("Enter")
    expect(field).to_be_focused()

    page.keyboard.press("Tab")
    expect(field).to_be_visible()
    page.keyboard.press("Tab")

    expect(field).to_be_hidden()
    expect(page.get_by_role("link", name="ログイン").first).to_be_focused()
