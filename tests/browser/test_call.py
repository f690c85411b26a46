"""Two windows that really call each other, over a live server."""

import re
import statistics

import pytest
from playwright.sync_api import Page, expect

ENTER = "カメラとマイクをオンにして入室"
MAKE_TALK = """
from datetime import timedelta
from django.test import Client
from django.utils import timezone
from accounts.models import User
from talk_rooms.models import Talk
from tests.factories import TalkFactory, UserFactory

now = timezone.now()
talk = TalkFactory(
    cast=UserFactory(email="{name}-cast@example.com", role="cast", public_name="みお"),
    guest=UserFactory(email="{name}-guest@example.com", public_name="ハル"),
    starts_at=now + timedelta(seconds={starts_in}),
    ends_at=now + timedelta(seconds={starts_in} + {lasts}),
    margin_seconds={margin},
)
keys = []
for user in (talk.cast, talk.guest):
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    keys.append(client.cookies["sessionid"].value)
print(talk.public_id, *keys)
"""
FACTS = """
from talk_rooms.models import Talk
from talk_rooms.domain.facts import connection_facts
facts = connection_facts(Talk.objects.get(public_id="{}"))
print(facts.were_connected, facts.seconds_together)
"""
# Keeps the page's connections and the phases that it showed, in order.
WATCH = """
window.calls = [];
window.phases = [];
document.addEventListener("sashitalk:peer", ({ detail }) => window.calls.push(detail));
addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
  const { phase } = document.documentElement.dataset;
  if (window.phases.at(-1) !== phase) window.phases.push(phase);
}).observe(document.documentElement, { attributes: true }));
"""
STATS = """async () => {
  const call = window.calls.at(-1);
  const found = { frames: 0, sound: 0, path: null };
  const report = await call.getStats();
  for (const one of report.values()) {
    if (one.type === "inbound-rtp" && one.kind === "video") found.frames = one.framesDecoded ?? 0;
    if (one.type === "inbound-rtp" && one.kind === "audio") found.sound = one.bytesReceived ?? 0;
    if (one.type === "candidate-pair" && one.nominated && one.state === "succeeded") {
      found.path = report.get(one.localCandidateId)?.candidateType;
    }
  }
  return found;
}"""


class Call:
    """A talk with a window for each of its two people."""

    def __init__(self, platform, visitors, name, *, starts_in, lasts, margin):
        self.platform, self.visitors = platform, visitors
        code = MAKE_TALK.format(name=name, starts_in=starts_in, lasts=lasts, margin=margin)
        self.talk, *self.keys = platform.shell(code).split()

    def window(self, side, **size) -> Page:
        page = self.visitors(side, **size)
        key = self.keys[["cast", "guest"].index(side)]
        cookie = {"name": "sessionid", "value": key, "url": self.platform.url}
        page.context.add_cookies([cookie])
        page.add_init_script(WATCH)
        page.goto(f"{self.platform.url}/talks/{self.talk}/room/")
        return page

    def facts(self) -> list[str]:
        return self.platform.shell(FACTS.format(self.talk)).split()


@pytest.fixture
def call(person):
    def make(platform, name, *, starts_in=4.0, lasts=60.0, margin=2):
        return Call(platform, person, name, starts_in=starts_in, lasts=lasts, margin=margin)

    return make


def enter(page: Page) -> None:
    page.get_by_label("通信量を節約する").check()
    page.get_by_role("button", name=ENTER).click()


def wait_for_phase(page: Page, phase: str) -> None:
    page.locator(f'html[data-phase="{phase}"]').wait_for(state="attached", timeout=60_000)


def wait_for_media(page: Page) -> dict:
    """Until pictures and sound keep coming in; gives what had come by then."""
    page.wait_for_function("() => window.calls.length > 0")
    before = page.evaluate(STATS)
    page.wait_for_function(
        f"before => ({STATS})().then(now =>"
        " now.frames > before.frames + 5 && now.sound > before.sound)",
        arg=before,
        timeout=20_000,
    )
    return page.evaluate(STATS)


def test_two_people_meet_talk_and_are_cut_off_on_time(platform, call, shot):
    meeting = call(platform, "meet", starts_in=14, lasts=16, margin=4)
    cast, guest = meeting.window("cast"), meeting.window("guest", width=390, height=844)
    expect(cast.get_by_role("heading", name="ハルさん")).to_be_visible()
    for page in (cast, guest):
        enter(page)
    for page in (cast, guest):
        wait_for_phase(page, "talk")
        assert wait_for_media(page)["path"] in ("host", "prflx", "srflx")
    expect(cast.get_by_text("ハルさんとつながっています")).to_be_visible()
    expect(guest.get_by_role("button", name="ミュート")).to_have_attribute("aria-pressed", "false")
    shot(cast, "talk-room-1280", full_page=False)
    shot(guest, "talk-room-390", full_page=False)
    for page in (cast, guest):
        wait_for_phase(page, "wrap_up")
        assert page.evaluate("window.calls.at(-1).iceConnectionState") == "closed"
        expect(page.get_by_role("button", name="ミュート")).to_be_hidden()
    for page in (cast, guest):
        wait_for_phase(page, "over")
        shown = [phase for phase in page.evaluate("window.phases") if phase]
        assert shown[-4:] == ["preparation", "talk", "wrap_up", "over"]
    expect(cast).to_have_url(re.compile("/report/$"))
    expect(guest.get_by_role("link", name="トークの感想へ進む")).to_be_visible()
    connected, seconds = meeting.facts()
    assert connected == "True"
    assert 4 <= int(seconds) <= 8


def test_nothing_is_shown_or_heard_before_the_talk_time(platform, call):
    meeting = call(platform, "early", starts_in=60)
    cast, guest = meeting.window("cast"), meeting.window("guest")
    for page in (cast, guest):
        enter(page)
    for page in (cast, guest):
        wait_for_media(page)
        expect(page.get_by_text("開始時刻までお待ちください。")).to_be_visible()
        remote = page.locator("[data-remote]")
        expect(remote).to_have_css("opacity", "0")
        assert remote.evaluate("video => video.muted")
        sent = page.evaluate(
            "() => window.calls.at(-1).getSenders().map(({ track }) => track.enabled)"
        )
        assert sent == [False, False]


def test_a_reload_in_the_middle_is_back_without_a_click(platform, call):
    meeting = call(platform, "reload", starts_in=-5, margin=2)
    cast, guest = meeting.window("cast"), meeting.window("guest")
    for page in (cast, guest):
        enter(page)
    wait_for_media(cast)
    guest.reload()
    wait_for_media(guest)
    wait_for_media(cast)
    assert cast.evaluate("window.calls.length") == 2
    expect(cast.get_by_text("ハルさんとつながっています")).to_be_visible()


def test_a_second_window_takes_over_and_the_first_one_says_so(platform, call):
    meeting = call(platform, "window", starts_in=-5, margin=2)
    cast, first = meeting.window("cast"), meeting.window("guest")
    for page in (cast, first):
        enter(page)
    wait_for_media(cast)
    second = meeting.window("guest")
    expect(first.get_by_text("別のウィンドウで入室したため")).to_be_visible()
    assert first.evaluate("window.calls.at(-1).iceConnectionState") == "closed"
    enter(second)
    wait_for_media(second)
    wait_for_media(cast)


def test_whoever_leaves_early_can_come_back(platform, call):
    meeting = call(platform, "leave", starts_in=-5, margin=2)
    cast, guest = meeting.window("cast"), meeting.window("guest")
    for page in (cast, guest):
        enter(page)
    wait_for_media(cast)
    guest.get_by_role("button", name="退出").click()
    guest.get_by_role("dialog").get_by_role("button", name="退出する").click()
    expect(cast.get_by_text("ハルさんが退室しました")).to_be_visible()
    guest.get_by_role("button", name="もう一度入室する").click()
    enter(guest)
    wait_for_media(cast)


def test_messages_cross_without_a_reload(platform, call):
    meeting = call(platform, "words", starts_in=60)
    cast, guest = meeting.window("cast"), meeting.window("guest")
    cast.get_by_label("メッセージ").last.fill("こんばんは")
    cast.get_by_role("button", name="送信する").click()
    expect(guest.get_by_role("log").get_by_text("こんばんは")).to_be_visible()
    expect(cast.get_by_role("log").get_by_text("こんばんは")).to_be_visible()
    assert cast.url.endswith("/room/")


def test_muting_is_told_to_the_other_side(platform, call):
    meeting = call(platform, "mute", starts_in=-5, margin=2)
    cast, guest = meeting.window("cast"), meeting.window("guest")
    for page in (cast, guest):
        enter(page)
    wait_for_media(cast)
    guest.get_by_role("button", name="ミュート").click()
    expect(cast.get_by_text("相手のマイクはオフです")).to_be_visible()
    guest.get_by_role("button", name="カメラオフ").click()
    expect(cast.get_by_text("ハルさんはカメラをオフにしています。")).to_be_visible()


def test_from_both_present_to_the_first_picture_takes_under_a_second_and_a_half(platform, call):
    meeting = call(platform, "speed", starts_in=120)
    cast, guest = meeting.window("cast"), meeting.window("guest")
    for page in (cast, guest):
        enter(page)
    waits = []
    for page in (cast, guest, cast, guest, cast):
        first_picture = page.locator("[data-first-frame-ms]")
        waits.append(int(first_picture.get_attribute("data-first-frame-ms")))
        page.reload()
    assert statistics.median(waits) < 1500


def test_a_call_goes_through_the_relay_and_nowhere_else(relayed_platform, call):
    meeting = call(relayed_platform, "relay", starts_in=-5, margin=2)
    cast, guest = meeting.window("cast"), meeting.window("guest")
    for page in (cast, guest):
        enter(page)
    for page in (cast, guest):
        assert wait_for_media(page)["path"] == "relay"
        policy = page.evaluate("window.calls.at(-1).getConfiguration().iceTransportPolicy")
        assert policy == "relay"
