"""The whole call test page: with a real relay, and by somebody who says no to the browser."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import broken_rules
from tests.browser.calls.meeting import Meeting

OK = re.compile(r"準備OK \d{1,2}:\d{2}")
KEPT = """
import json
from talk_rooms.models import CallTest
print(json.dumps(list(CallTest.objects.order_by("pk").values_list("verdict", "browser", "paths"))))
"""
OFFER = """
from datetime import timedelta
from talk_rooms.models import Talk
from tests.factories import SlotFactory
talk = Talk.objects.get(public_id="{}")
slot = SlotFactory(cast=talk.cast.cast, starts_at=talk.starts_at - timedelta(minutes=30))
print(f"/casts/{{talk.cast.public_id}}/reserve/?slots={{slot.pk}}")
"""
# What a page that has been open for eleven minutes would still have.
OLD_PATHS = """
import json
from datetime import timedelta
from django.utils import timezone
from talk_rooms.domain.call_paths import paths_to_test
from talk_rooms.models import Talk
cast = Talk.objects.get(public_id="{}").cast
paths = paths_to_test(cast, now=timezone.now() - timedelta(minutes=11))
print(json.dumps(dict(paths=paths, mustRelay={})))
"""
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth && one.checkVisibility())
  .map((one) => one.outerHTML.slice(0, 120))"""
BROUGHT_BACK = """() => {
  for (const name of ["pagehide", "pageshow"]) {
    dispatchEvent(new PageTransitionEvent(name, { persisted: true }));
  }
}"""
DENY = """
navigator.mediaDevices.getUserMedia = async () => {
  throw new DOMException("no", "NotAllowedError");
};
"""


@pytest.fixture
def meeting(relayed_platform, person, request):
    """A reserved talk in an hour, on a copy that relays every call."""
    name = request.node.name
    made = Meeting(relayed_platform, person, name, starts_in=3600, lasts=180, margin=30)
    made.reserve()
    return made


def open_page(meeting, side, path, **size) -> Page:
    page = meeting.visitors(side, **size)
    key = meeting.keys[["cast", "guest"].index(side)]
    cookie = {"name": "sessionid", "value": key, "url": meeting.platform.url}
    page.context.add_cookies([cookie])
    page.goto(f"{meeting.platform.url}{path}")
    return page


def result_of(page, item):
    return page.locator(f'[data-item="{item}"]')


def test_a_guest_goes_through_the_test_and_the_cast_sees_it_at_once(
    meeting, relayed_platform, shot
):
    cast = open_page(meeting, "cast", f"/cast/talks/{meeting.talk}/")
    expect(cast.get_by_text("ハルさん：未テスト")).to_be_visible()
    desks = [open_page(meeting, "cast", path) for path in ("/cast/", "/cast/today/")]
    lobby = open_page(meeting, "cast", f"/talks/{meeting.talk}/room/", width=390)
    for page in (*desks, lobby):
        expect(page.get_by_text("ハルさん：未テスト")).to_be_visible()
    guest = open_page(meeting, "guest", relayed_platform.shell(OFFER.format(meeting.talk)).strip())
    guest.get_by_role("button", name="予約する").click()
    guest.wait_for_url(re.compile("/guest/talks/"))
    # What both desks follow from now on came with a part that was drawn anew.
    for desk in desks:
        link = desk.locator("[data-call-test-states] a")
        expect(link).not_to_have_attribute("href", re.compile(meeting.talk))
    guest.goto(f"{relayed_platform.url}/guest/talks/{meeting.talk}/")
    guest.set_viewport_size({"width": 360, "height": 740})
    guest.get_by_role("link", name="通話テストをする").click()
    start = guest.get_by_role("button", name="テストを始める")
    expect(start).to_be_enabled()
    start.press("Enter")

    verdict = guest.get_by_role("region", name="準備OKです。")
    expect(verdict).to_be_visible(timeout=30_000)
    expect(verdict).to_be_focused()
    expect(verdict.get_by_text(OK)).to_be_visible()
    texts = {
        "path-0": "この端末の中でつながりました",
        **dict.fromkeys(["path-1", "path-2", "path-3"], "ミリ秒"),
    }
    for item, text in texts.items():
        expect(result_of(guest, item)).to_have_attribute("data-state", "ok")
        expect(result_of(guest, item)).to_contain_text(text)
    for way in ("UDP", "TCP", "TLS"):
        expect(guest.get_by_role("heading", name=f"中継（{way}）")).to_be_visible()
    assert guest.locator("[data-preview]").evaluate(
        "(one) => one.videoWidth > 0 && getComputedStyle(one).transform.startsWith('matrix(-1')"
    )
    for page in (cast, *desks, lobby):
        expect(page.get_by_text(re.compile("ハルさん：準備OK"))).to_be_visible()
    expect(lobby.get_by_role("link", name="通話テストをする")).to_have_attribute("target", "_blank")

    guest.get_by_role("button", name="音を鳴らす").click()
    guest.get_by_role("button", name="聞こえた").click()
    expect(result_of(guest, "speaker")).to_have_attribute("data-state", "ok")
    guest.get_by_role("button", name="5秒間録画する").click()
    played = guest.get_by_label("録画した映像")
    expect(played).to_be_visible(timeout=20_000)
    played.evaluate("(one) => one.play()")
    guest.wait_for_function("() => document.querySelector('[data-playback]').currentTime > 0")
    assert guest.evaluate(TOO_WIDE) == []
    shot(guest, "call-test-360")
    guest.set_viewport_size({"width": 1280, "height": 900})
    shot(guest, "call-test-1280")
    shot(cast, "call-test-cast-1280")
    cast.set_viewport_size({"width": 390, "height": 800})
    shot(cast, "call-test-cast-390")

    guest.get_by_role("button", name="聞こえない").click()
    expect(guest.get_by_role("region", name="注意：参加できますが")).to_be_visible()
    expect(cast.get_by_text(re.compile("ハルさん：注意"))).to_be_visible()
    shot(guest, "call-test-caution-1280", full_page=False)
    expect(lobby.get_by_text(re.compile("ハルさん：注意"))).to_be_visible()
    shot(lobby, "call-test-lobby-390")
    shot(desks[0], "call-test-dashboard-1280")
    desks[0].set_viewport_size({"width": 390, "height": 800})
    shot(desks[0], "call-test-dashboard-390")
    assert broken_rules(guest) == []

    *_, (_verdict, browser, paths) = json.loads(relayed_platform.shell(KEPT))
    assert browser == "chrome"
    assert [one["path"] for one in paths] == ["direct", "relay_udp", "relay_tcp", "relay_tls"]
    assert all(one["connected"] and one["loss_percent"] <= 3 for one in paths)


def test_whoever_says_no_is_told_what_to_do_in_this_browser(meeting, shot):
    page = open_page(meeting, "cast", f"/talks/{meeting.talk}/call-test/", width=390)
    page.add_init_script(DENY)
    page.reload()
    page.get_by_role("button", name="テストを始める").click()

    verdict = page.get_by_role("region", name="このままでは通話できません。")
    expect(verdict).to_be_visible()
    expect(verdict).to_contain_text("アドレスバーの左にあるアイコン")
    expect(verdict).to_contain_text("端末の設定で")
    expect(verdict.get_by_role("link", name="解決しないときは事務局へ")).to_have_attribute(
        "href", f"/contact/?talk={meeting.talk}"
    )
    expect(verdict).to_contain_text(re.compile(r"通話不可 \d"))
    expect(result_of(page, "path-1")).to_contain_text("使えるようになると確認します")
    shot(page, "call-test-denied-390")
    assert broken_rules(page) == []


def test_a_page_that_is_older_than_its_relays_take_tests_anew(meeting, relayed_platform):
    page = open_page(meeting, "cast", f"/talks/{meeting.talk}/call-test/")
    old = relayed_platform.shell(OLD_PATHS.format(meeting.talk, True))
    page.route("**/call-test/paths/", lambda route: route.fulfill(json=json.loads(old)), times=1)
    page.get_by_role("button", name="テストを始める").click()
    refused = page.get_by_role("region", name="このままでは通話できません。")
    expect(refused).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="もう一度確かめる").click()
    expect(page.get_by_role("region", name="準備OKです。")).to_be_visible(timeout=30_000)


def test_shut_relays_are_a_caution_where_calls_may_go_without(meeting, relayed_platform, shot):
    page = open_page(meeting, "guest", f"/talks/{meeting.talk}/call-test/", width=390)
    shut = relayed_platform.shell(OLD_PATHS.format(meeting.talk, False))
    page.route("**/call-test/paths/", lambda route: route.fulfill(json=json.loads(shut)))
    page.get_by_role("button", name="テストを始める").click()
    verdict = page.get_by_role("region", name="注意：参加できますが")
    expect(verdict).to_contain_text("中継サーバーにつながりません", timeout=30_000)
    expect(result_of(page, "path-0")).not_to_contain_text("ミリ秒")
    shot(page, "call-test-no-relay-390")


def test_a_test_that_cannot_begin_keeps_no_verdict(meeting, relayed_platform):
    page = open_page(meeting, "guest", f"/talks/{meeting.talk}/call-test/")
    kept = relayed_platform.shell(KEPT)
    page.route("**/call-test/paths/", lambda route: route.abort(), times=1)
    page.get_by_role("button", name="テストを始める").click()
    expect(result_of(page, "path-2")).to_contain_text("接続の確認を始められませんでした")
    again = page.get_by_role("button", name="テストを始める")
    expect(again).to_be_visible(timeout=10_000)
    assert relayed_platform.shell(KEPT) == kept
    again.click()
    expect(page.get_by_role("region", name="準備OKです。")).to_be_visible(timeout=30_000)


def test_a_page_that_the_browser_brings_back_begins_anew(person):
    page = person("visitor")
    page.goto("/call-test/")
    page.get_by_role("button", name="テストを始める").click()
    expect(result_of(page, "camera")).to_have_attribute("data-state", "ok")
    page.evaluate(BROUGHT_BACK)
    page.get_by_role("button", name="テストを始める").click()
    expect(result_of(page, "camera")).to_have_attribute("data-state", "ok")


def test_a_visitor_finds_everything_in_order_without_a_relay(person, shot):
    page = person("visitor", width=390, height=844)
    page.goto("/call-test/")
    page.get_by_role("button", name="テストを始める").click()
    expect(page.get_by_role("region", name="準備OKです。")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("同じネットワーク内でつながるかどうか")).to_be_visible()
    expect(page.get_by_text("ログインすると、結果が記録され")).to_be_visible()
    page.get_by_text("許可を求める画面が出ない").click()
    expect(page.get_by_text("SafariまたはChromeで開き直してください。")).to_be_visible()
    shot(page, "call-test-390")
