"""Finding an answer on /faq/ in a real browser, with and without scripts."""

import re

import pytest
from playwright.sync_api import expect

ALL = re.compile(r"全\d+件のご質問")


@pytest.fixture
def faq(person):
    page = person("visitor", width=390)
    page.goto("/faq/")
    return page


def shown(page):
    return page.locator("details.question:visible")


def test_questions_narrow_while_one_types_and_come_back(faq):
    field, status = faq.get_by_label("質問をことばで探す"), faq.locator("[data-faq-status]")
    expect(status).to_have_text(ALL)
    everything = shown(faq).count()
    top = faq.locator("[data-faq-groups]").bounding_box()["y"]

    field.press_sequentially("テスウリョウ")
    expect(shown(faq)).to_have_count(0)
    expect(faq.get_by_text("お探しの質問が見つかりませんでした")).to_be_visible()

    field.fill("振込 手数料")
    expect(status).to_have_text("「振込 手数料」を含むご質問：1件")
    expect(shown(faq)).to_have_count(1)
    assert faq.url.endswith("/faq/?q=%E6%8C%AF%E8%BE%BC%20%E6%89%8B%E6%95%B0%E6%96%99")
    assert faq.evaluate("() => CSS.highlights.get('found-words').size") >= 2
    assert faq.locator("[data-faq-groups]").bounding_box()["y"] == top

    field.press("Escape")
    expect(shown(faq)).to_have_count(everything)
    expect(status).to_have_text(ALL)
    expect(field).to_have_value("")
    expect(field).to_be_focused()
    assert faq.url.endswith("/faq/")


def test_address_of_a_search_shows_the_same_and_can_be_widened(person):
    page = person("visitor")
    page.goto("/faq/?q=きゃんせる")
    expect(page.locator("[data-faq-status]")).to_have_text("「きゃんせる」を含むご質問：3件")

    expect(shown(page)).to_have_count(3)
    page.get_by_label("質問をことばで探す").fill("マイク")
    expect(page.locator("[data-faq-status]")).to_have_text(re.compile("マイク"))
    expect(shown(page).first).to_contain_text("マイク")


def test_nothing_found_leads_on_with_the_same_words(faq):
    faq.get_by_label("質問をことばで探す").fill("むささび")
    expect(faq.get_by_text("お探しの質問が見つかりませんでした")).to_be_visible()

    faq.get_by_role("link", name="サイト内を探す").first.click()

    faq.wait_for_url("**/search/?q=*")
    expect(faq.get_by_label("探したいことば")).to_have_value("むささび")


def test_address_of_a_question_opens_and_focuses_it(person):
    page = person("visitor", width=390)
    page.goto("/faq/?q=マイク#transfer-fee")

    question = page.locator("#transfer-fee")
    expect(question).to_be_in_viewport()
    expect(question).to_be_focused()
    expect(page.get_by_text("差し引いてお振り込みします")).to_be_visible()


def test_link_to_a_question_can_be_copied(faq):
    faq.context.grant_permissions(["clipboard-read", "clipboard-write"])
    question = faq.locator("details.question").first
    question.locator("summary").click()

    question.get_by_role("button", name="リンクをコピー").click()

    expect(question.get_by_role("button", name="コピーしました")).to_be_visible()
    slug = question.locator("summary").get_attribute("id")
    copied = faq.evaluate("() => navigator.clipboard.readText()")
    assert copied.endswith(f"/faq/#{slug}")


def test_search_works_without_scripts(browser, platform):
    context = browser.new_context(java_script_enabled=False, base_url=platform.url)
    page = context.new_page()
    page.goto("/faq/")
    everything = shown(page).count()

    page.get_by_label("質問をことばで探す").fill("ｷｬﾝｾﾙ")
    page.get_by_role("search", name="質問を探す").get_by_role("button").click()

    expect(page.locator("[data-faq-status]")).to_have_text("「ｷｬﾝｾﾙ」を含むご質問：3件")
    assert shown(page).count() == 3 < everything
    context.close()


def test_site_search_is_one_click_away(person):
    page = person("visitor")
    page.goto("/ranks/")
    page.locator("summary", has_text="サイト内検索").click()
    expect(page.locator("#header-search")).to_be_focused()
    page.keyboard.type("手数料")
    page.keyboard.press("Enter")

    page.wait_for_url("**/search/?q=*")
    page.locator(".finding a").first.click()
    page.wait_for_url("**/faq/#transfer-fee")
    expect(page.get_by_text("差し引いてお振り込みします")).to_be_visible()
