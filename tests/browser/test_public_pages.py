"""What holds on every public page: for all eyes, by keyboard, without scripts, and light."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import broken_rules, one_pair
from tests.browser.public_pages import public_pages

HEAVIEST_KB = 60
# One of each kind of page: what stands around the content is the same everywhere.
BY_KEYBOARD = (
    "/",
    "/guide/cast/",
    "/faq/",
    "/ranks/",
    "/news/",
    "/casts/",
    "/contact/",
    "/search/",
)
REACHABLE = """() => [...document.querySelectorAll(
  "a[href], button, input, select, textarea, summary, [tabindex='0']")]
  .filter((one) => !one.disabled && one.type !== "hidden" && one.tabIndex >= 0
    && one.checkVisibility({ checkVisibilityCSS: true, contentVisibilityAuto: true }))
  .map((one) => { one.dataset.reach ??= crypto.randomUUID(); return one.dataset.reach; })"""
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const ringed = ({ outlineStyle, outlineWidth, boxShadow }) =>
    (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
  // A link that fills its card may draw the ring around the card.
  const isSeen = ringed(getComputedStyle(one)) || ringed(getComputedStyle(one, "::after"))
    || (one.closest(":has(:focus-visible)") && ringed(getComputedStyle(one.parentElement)));
  return { reach: one.dataset.reach, isSeen, html: one.outerHTML.slice(0, 120) };
}"""


@pytest.fixture(scope="module")
def pages(platform):
    return public_pages(platform)


def test_no_public_page_breaks_a_rule_of_accessibility(person, pages):
    page = person("visitor")
    broken = []
    for number, path in enumerate(pages):
        page.goto(path)
        broken += broken_rules(page, one_pair(number))

    assert broken == []


def weigh(page: Page, path: str) -> tuple[float, list[str]]:
    """(kB that came over the wire without pictures, addresses outside our own)."""
    kinds, sizes, addresses = {}, {}, []
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    wire.on("Network.requestWillBeSent", lambda event: addresses.append(event["request"]["url"]))
    wire.on(
        "Network.responseReceived",
        lambda event: kinds.update({event["requestId"]: event["type"]}),
    )
    wire.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )
    page.goto(path, wait_until="networkidle")
    own = urlsplit(page.url).netloc
    outside = [
        one for one in addresses if urlsplit(one).scheme != "data" and urlsplit(one).netloc != own
    ]
    weight = sum(size for request, size in sizes.items() if kinds.get(request) != "Image") / 1000
    wire.detach()
    return weight, outside


def test_public_pages_weigh_little_and_ask_nobody_else(person, pages):
    page = person("visitor")
    said = []
    page.on("console", lambda message: said.append((page.url, message.type, message.text)))
    weights = {}
    for path in pages:
        weights[path], outside = weigh(page, path)
        assert outside == [], path

    assert {path: kb for path, kb in weights.items() if kb > HEAVIEST_KB} == {}
    errors = [one for one in said if one[1] == "error" and "/nowhere/" not in one[0]]
    assert errors == []


@pytest.fixture
def plain(browser, platform):
    """A visitor whose browser runs no scripts."""
    context = browser.new_context(
        base_url=platform.url, java_script_enabled=False, locale="ja-JP", timezone_id="Asia/Tokyo"
    )
    yield context.new_page()
    context.close()


def test_every_public_page_says_the_same_without_scripts(person, plain, pages):
    scripted = person("visitor")
    for path in pages:
        scripted.goto(path)
        plain.goto(path)
        words = [re.sub(r"\s+", " ", one.locator("main").inner_text()) for one in (scripted, plain)]
        assert len(words[1]) >= 0.9 * len(words[0]), path
        assert plain.locator("main h1").count() == 1, path


def test_visitor_finds_writes_and_signs_up_without_scripts(plain):
    plain.goto("/faq/")
    plain.get_by_label("質問をことばで探す").fill("キャンセル")
    plain.get_by_role("button", name="探す").last.click()
    expect(plain.get_by_text("「キャンセル」を含むご質問")).to_be_visible()

    plain.set_viewport_size({"width": 390, "height": 800})
    plain.locator("summary", has_text="メニュー").last.click()
    plain.get_by_role("navigation", name="メニュー").get_by_role("link", name="新規登録").click()
    expect(plain.get_by_label("ゲスト名")).to_be_visible()

    plain.goto("/contact/")
    plain.get_by_label("ご用件").select_option(index=1)
    plain.get_by_label("返信先メールアドレス").fill("hanako@example.com")
    plain.get_by_label("お問い合わせ内容").fill("スクリプトなしでも送れるかの確認です。")
    for _ in range(3):
        if "/sent/" not in plain.url:
            plain.get_by_role("button", name="送信する").click()
            plain.wait_for_load_state()
            plain.wait_for_timeout(0 if "/sent/" in plain.url else 3100)
    expect(plain.get_by_role("heading", name="お問い合わせを受け付けました")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_keyboard_alone_reaches_everything_in_sight(person, width):
    page = person("visitor", width=width)
    for path in BY_KEYBOARD:
        page.goto(path)
        reachable = page.evaluate(REACHABLE)
        met = []
        for _ in range(len(reachable) + 5):
            page.keyboard.press("Tab")
            focused = page.evaluate(FOCUSED)
            if focused is None:
                break
            assert focused["isSeen"], (path, focused["html"])
            met.append(focused["reach"])

        assert set(reachable) <= set(met), path


def test_keyboard_skips_to_the_content_and_opens_menus(person):
    page = person("visitor", width=390)
    page.goto("/guide/cast/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="本文へ移動")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()

    page.locator("summary", has_text="メニュー").last.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="メニュー")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("navigation", name="メニュー")).to_be_hidden()
