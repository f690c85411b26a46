"""What happens in the middle of a call: every test finds it running and leaves it running."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.calls.meeting import Meeting, Seat

BACK_MS = 2_000
CUT_OFF_MS = 5_000
FIRST_FRAME = """() => performance.getEntriesByName("first-remote-frame")[0]?.startTime"""
# The only microphone is pulled out, and put in again.
NO_MICROPHONE = """() => {
  const gone = new DOMException("", "NotFoundError");
  navigator.mediaDevices.getUserMedia = () => Promise.reject(gone);
  const [one] = document.querySelector("[data-own]").srcObject.getAudioTracks();
  one.stop();
  one.dispatchEvent(new Event("ended"));
}"""
MICROPHONE_BACK = """() => {
  delete navigator.mediaDevices.getUserMedia;
  navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
}"""
REPORTED = """
from talk_rooms.models import OfficeCall
print(OfficeCall.objects.get(kind="abuse").words)
"""


@dataclass
class Pair:
    meeting: Meeting
    cast: Seat
    guest: Seat

    def __iter__(self) -> Iterator[Seat]:
        return iter((self.cast, self.guest))


@pytest.fixture(scope="module")
def running(platform, people) -> Pair:
    meeting = Meeting(platform, people, "long")
    pair = Pair(meeting, meeting.window("cast"), meeting.window("guest", width=390, height=844))
    for seat in pair:
        seat.enter()
    return pair


@pytest.fixture
def pair(running) -> Pair:
    for seat in running:
        seat.wait_for_media()
        expect(seat.part("cover")).to_be_hidden()
    return running


def test_the_two_see_and_hear_each_other_without_a_detour(pair):
    for seat in pair:
        assert seat.stats()["path"] in ("host", "prflx", "srflx")
        assert seat.part("remote").evaluate("video => !video.muted && !video.paused")
        expect(seat.part("quality")).to_have_text("接続は良好です")
    expect(pair.cast.page.get_by_text("つながっています")).to_be_visible()


def test_muting_and_a_camera_that_is_off_are_told_to_the_other_side(pair):
    mute = pair.guest.page.get_by_role("button", name="ミュート")
    camera = pair.guest.page.get_by_role("button", name="カメラオフ")
    mute.click()
    expect(pair.cast.page.get_by_text("相手のマイクはオフです")).to_be_visible()
    camera.click()
    expect(pair.cast.page.get_by_text("カメラとマイクをオフにしています。")).to_be_visible()
    mute.click()
    camera.click()
    expect(pair.cast.part("notice")).to_be_hidden()


def test_another_camera_goes_out_without_a_new_connection(pair):
    calls, page = pair.cast.calls, pair.guest.page
    camera = "() => document.querySelector('[data-own]').srcObject?.getVideoTracks()[0]?.label"
    first = page.evaluate(camera)
    # There and back: Chromium's second made-up camera shows itself but sends nothing.
    for was_first in (True, False):
        page.get_by_role("button", name="カメラ切替").click()
        page.wait_for_function(
            f"([first, was]) => ({camera})() && (({camera})() !== first) === was",
            arg=[first, was_first],
        )
    pair.cast.wait_for_media()
    assert pair.cast.calls == calls


def test_a_camera_that_is_pulled_out_is_replaced_by_the_next(pair):
    camera = "() => document.querySelector('[data-own]').srcObject?.getVideoTracks()[0]"
    pair.guest.page.evaluate(
        f"() => {{ const one = ({camera})(); window.pulled = one.id; one.stop();"
        " one.dispatchEvent(new Event('ended')); }"
    )
    pair.guest.page.wait_for_function(f"() => ({camera})()?.id !== window.pulled && ({camera})()")
    pair.cast.wait_for_media()


def test_a_microphone_that_is_gone_is_told_to_both_and_not_as_muted(pair):
    pair.guest.page.evaluate(NO_MICROPHONE)
    for part in ("notice", "announce"):
        expect(pair.cast.part(part)).to_contain_text("相手の声は届きません。")
    expect(pair.guest.part("notice")).to_contain_text("相手に声が届きません。")
    pair.guest.page.evaluate(MICROPHONE_BACK)
    for seat in pair:
        expect(seat.part("notice")).to_be_hidden()
        seat.wait_for_media()


def test_the_own_picture_gets_out_of_the_way_by_keys_and_by_pointer(pair):
    page, own = pair.guest.page, pair.guest.part("own")
    own.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    expect(own).to_have_attribute("data-x", "left")
    expect(own).to_have_attribute("data-y", "top")
    own.hover()
    page.mouse.down()
    page.mouse.move(380, 500, steps=3)
    page.mouse.up()
    expect(own).to_have_attribute("data-x", "right")
    expect(own).to_have_attribute("data-y", "bottom")


@pytest.mark.parametrize(
    ("button", "element"),
    [("全画面", "fullscreenElement"), ("小窓で表示", "pictureInPictureElement")],
)
def test_one_button_makes_the_picture_fill_the_screen_or_float_and_takes_it_back(
    pair, button, element
):
    page = pair.cast.page
    for is_so in (True, False):
        page.get_by_role("button", name=button).click()
        page.wait_for_function(f"is => Boolean(document.{element}) === is", arg=is_so)


def test_a_socket_that_is_away_for_five_seconds_stops_nothing(pair):
    cast, guest = pair
    calls, frames = [seat.calls for seat in pair], [seat.stats()["frames"] for seat in pair]
    guest.page.evaluate("() => { window.isCut = true; window.roomSocket().close(); }")
    offline = "つなぎ直しています。通話はそのまま続きます。"
    expect(guest.part("quality")).to_have_text(offline)
    expect(guest.part("announce")).to_have_text(offline)
    away = guest.page.evaluate("performance.now()")
    guest.page.wait_for_function(
        f"away => performance.now() > away + {CUT_OFF_MS}", arg=away, timeout=10_000
    )
    for seat, before in zip(pair, frames, strict=True):
        expect(seat.part("cover")).to_be_hidden()
        assert seat.stats()["frames"] > before
    guest.page.evaluate("() => { window.isCut = false; }")
    guest.page.wait_for_function("() => window.roomSocket().readyState === WebSocket.OPEN")
    expect(guest.part("quality")).to_have_text("接続は良好です")
    guest.page.get_by_role("button", name="ミュート").click()
    expect(cast.page.get_by_text("相手のマイクはオフです")).to_be_visible()
    guest.page.get_by_role("button", name="ミュート").click()
    assert [seat.calls for seat in pair] == calls


@pytest.mark.parametrize("side", ["guest", "cast"])
def test_a_reload_of_either_side_is_back_within_two_seconds_and_without_a_click(pair, side):
    seat = getattr(pair, side)
    other = pair.cast if side == "guest" else pair.guest
    calls = other.calls
    seat.page.reload()
    seat.page.wait_for_function(FIRST_FRAME)
    assert seat.page.evaluate(FIRST_FRAME) < BACK_MS
    for one in pair:
        one.wait_for_media()
    assert other.calls == calls + 1


def test_messages_cross_in_the_call_and_a_phone_is_led_to_them(pair):
    cast, guest = (seat.page for seat in pair)
    for words in ("声は届いていますか。", "届いていたら手を振ってください。"):
        cast.get_by_label("メッセージ").last.fill(words)
        cast.get_by_role("button", name="送信する").click()
        for page in (cast, guest):
            expect(page.get_by_role("log").get_by_text(words)).to_be_visible()
            assert page.url.endswith("/room/")
    last = cast.get_by_role("log").get_by_role("listitem").last
    expect(guest.get_by_role("link", name="新しいメッセージ")).to_be_visible()
    expect(last).not_to_contain_text("既読")
    guest.get_by_role("link", name="新しいメッセージ").click()
    expect(guest.get_by_role("log").get_by_text(words)).to_be_in_viewport()
    expect(guest.get_by_role("link", name="新しいメッセージ")).to_be_hidden()
    expect(last).to_contain_text("既読")
    expect(cast.get_by_role("link", name="新しいメッセージ")).to_be_hidden()


def test_a_second_window_takes_over_and_the_first_one_says_so(pair):
    first = pair.guest
    pair.guest = pair.meeting.window("guest", width=390, height=844)
    expect(first.part("cover-text")).to_contain_text("別のウィンドウで入室したため")
    expect(first.part("announce")).to_contain_text("別のウィンドウで入室したため")
    expect(first.page.get_by_role("button", name="もう一度入室する")).to_be_focused()
    assert first.page.evaluate("window.calls.at(-1).iceConnectionState") == "closed"
    pair.guest.enter()
    for seat in pair:
        seat.wait_for_media()
    first.page.context.close()


def test_whoever_leaves_early_is_asked_once_both_know_and_may_come_back(pair):
    cast, guest = (seat.page for seat in pair)
    guest.get_by_role("button", name="退出").click()
    guest.get_by_role("dialog").get_by_role("button", name="退出する").click()
    expect(guest.get_by_text("終了時刻までは、もう一度入室できます。").first).to_be_visible()
    expect(pair.cast.part("cover-text")).to_contain_text("ハルさんが退出しました。")
    expect(cast.get_by_role("button", name="ミュート")).to_be_visible()
    guest.get_by_role("button", name="もう一度入室する").click()
    for seat in pair:
        seat.wait_for_media()
        expect(seat.part("cover")).to_be_hidden()


def test_reporting_tells_the_office_why_and_leaves(pair):
    guest = pair.guest.page
    guest.get_by_role("button", name="通報して終了").click()
    guest.get_by_label("何がありましたか").fill("失礼な言葉がありました。")
    send = guest.get_by_role("dialog").get_by_role("button", name="通報して終了する")
    guest.route("**/office/", lambda route: route.abort())
    send.click()
    # The call is over at once; what was written waits where it stands.
    expect(guest.get_by_role("alert").get_by_text("送信できませんでした。")).to_be_visible()
    assert guest.evaluate("window.calls.at(-1).iceConnectionState") == "closed"
    expect(pair.cast.part("cover-text")).to_contain_text("ハルさんが退出しました。")
    guest.unroute("**/office/")
    send.click()
    expect(pair.guest.part("cover-text")).to_contain_text("事務局にお知らせしました。")
    expect(guest.get_by_role("dialog")).to_be_hidden()
    assert pair.meeting.platform.shell(REPORTED) == "失礼な言葉がありました。"
