"""Both screens follow the server's clock, from the lobby to the report."""

import re

from playwright.sync_api import expect

WRONG_BY_AN_HOUR = """
globalThis.Date = class extends Date {
  constructor(...values) {
    values.length ? super(...values) : super(Date.now());
  }
  static now() {
    return super.now() + 3_600_000;
  }
};
"""
PHASES = ["preparation", "talk", "wrap_up", "over"]


def note(changes, *seats) -> None:
    one, other = (seat.lateness() for seat in seats)
    changes.extend((one[phase], other[phase]) for phase in one.keys() & other.keys())


def test_a_talk_starts_while_both_sit_in_the_lobby_and_is_cut_off_on_time(meet, changes, shot):
    meeting = meet("lobby", starts_in=16, lasts=24, margin=4)
    cast = meeting.window("cast", script=WRONG_BY_AN_HOUR)
    guest = meeting.window("guest", width=390, height=844)
    expect(cast.page.get_by_role("heading", name="ハルさん")).to_be_visible()
    for seat in (cast, guest):
        seat.enter()
    for seat in (cast, guest):
        expect_nothing_before_the_talk(seat)
    for seat in (cast, guest):
        seat.wait_for_phase("talk")
        assert seat.wait_for_media()["path"] in ("host", "prflx", "srflx")
    expect(cast.page.get_by_text("つながっています")).to_be_visible()
    expect(guest.part("cover")).to_be_hidden()
    shot(cast.page, "talk-room-1280", full_page=False)
    shot(guest.page, "talk-room-390", full_page=False)
    for seat in (cast, guest):
        seat.wait_for_phase("wrap_up")
        expect_the_cut(seat)
    for seat in (cast, guest):
        seat.wait_for_phase("over")
        assert list(seat.lateness()) == PHASES
    note(changes, cast, guest)
    expect(cast.page).to_have_url(re.compile("/report/$"))
    expect(guest.page).to_have_url(re.compile("/guest/talks/"))
    connected, seconds = meeting.facts()
    assert connected == "True"
    assert 8 <= int(seconds) <= 16


def expect_nothing_before_the_talk(seat) -> None:
    seat.wait_for_media()
    expect(seat.page.get_by_text("まだ相手に届きません。")).to_be_visible()
    expect(seat.part("remote")).to_have_css("opacity", "0")
    assert seat.part("remote").evaluate("video => video.muted")
    tracks = "() => window.calls.at(-1).getSenders().map(({ track }) => track.enabled)"
    assert seat.page.evaluate(tracks) == [False, False]


def expect_the_cut(seat) -> None:
    assert seat.page.evaluate("window.calls.at(-1).iceConnectionState") == "closed"
    assert seat.part("own").evaluate("video => video.srcObject") is None
    expect(seat.page.get_by_role("button", name="ミュート")).to_be_hidden()
    expect(seat.page.get_by_text("通話時間が終わりました。").last).to_be_visible()


def test_whoever_comes_in_the_last_twenty_seconds_is_seen_and_cut_off_with_the_other(meet, changes):
    meeting = meet("late", starts_in=-600, lasts=636, margin=4)
    cast = meeting.window("cast")
    cast.enter()
    expect(cast.page.get_by_text("ハルさんの入室を待っています。")).to_be_visible()
    cast.page.get_by_role("button", name="ゲストが来ない").click()
    expect(cast.page.get_by_text("事務局にお知らせしました。")).to_be_visible()
    cast.page.wait_for_function(
        "() => Number(document.querySelector('[data-timer]').textContent.slice(2)) < 20"
    )
    guest = meeting.window("guest", script=WRONG_BY_AN_HOUR)
    guest.enter()
    for seat in (cast, guest):
        seat.wait_for_media()
    expect(cast.part("no-show")).to_be_hidden()
    for seat in (cast, guest):
        seat.wait_for_phase("wrap_up")
        expect_the_cut(seat)
        assert "残り10秒です。" in seat.announced
        assert seat.tones[-2:] == [660, 440]
    for seat in (cast, guest):
        seat.wait_for_phase("over")
    note(changes, cast, guest)


def test_whoever_stands_in_their_memo_at_the_end_is_led_on_and_the_memo_is_kept(meet):
    meeting = meet("memo", starts_in=-4, lasts=26, margin=2)
    meeting.reserve()
    cast = meeting.window("cast")
    memo = cast.page.get_by_label("ハルさんについてのメモ")
    cast.wait_for_phase("wrap_up")
    memo.press_sequentially("次は勉強法を聞く")
    cast.wait_for_phase("over")
    expect(memo).to_be_focused()
    expect(cast.page).to_have_url(re.compile("/report/$"))
    cast.page.goto(f"{meeting.platform.url}/cast/talks/{meeting.talk}/")
    expect(memo).to_have_value("次は勉強法を聞く")


def test_whoever_has_left_and_a_window_that_was_taken_over_are_led_on_at_the_end(meet):
    meeting = meet("left", starts_in=-4, lasts=26, margin=2)
    taken_over, guest = meeting.window("guest"), meeting.window("guest")
    guest.enter()
    guest.page.get_by_role("button", name="退出").click()
    guest.page.get_by_role("dialog").get_by_role("button", name="退出する").click()
    expect(guest.page.get_by_role("button", name="もう一度入室する")).to_be_visible()
    guest.wait_for_phase("over")
    expect(guest.part("cover-text")).to_contain_text("トークは終了しました。")
    expect(guest.page.get_by_role("button", name="もう一度入室する")).to_be_hidden()
    for seat in (guest, taken_over):
        expect(seat.page).to_have_url(re.compile("/guest/talks/"))
