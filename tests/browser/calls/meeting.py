"""A talk with a window for each of its two people, and what a test can see of their call."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from tests.services.browsing import Visitors, wait_until
from tests.services.platform import Platform

ENTER = "カメラとマイクをオンにして入室"
MAKE_TALK = """
from datetime import timedelta
from django.test import Client
from django.utils import timezone
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
RESERVE = """
from cast_portal.models import Rank
from talk_rooms.models import Talk
from tests.factories import CastFactory, GuestFactory, ReservationFactory
talk = Talk.objects.get(public_id="{}")
GuestFactory(user=talk.guest)
ReservationFactory(
    cast=CastFactory(user=talk.cast, rank=Rank.objects.first()), talk=talk, slot=None
)
"""
FACTS = """
from talk_rooms.models import Talk
from talk_rooms.domain.facts import connection_facts
facts = connection_facts(Talk.objects.get(public_id="{}"))
print(facts.were_connected, facts.seconds_together)
"""
# Keeps the page's connections, sockets, announcements and tones, and can cut the sockets off:
# `window.isCut = true`.
WATCH = """
window.tones = [];
window.OscillatorNode = class extends OscillatorNode {
  start(...when) {
    super.start(...when);
    window.tones.push(this.frequency.value);
  }
};
window.calls = [];
window.sockets = [];
window.announced = [];
window.roomSocket = () => window.sockets.findLast(({ url }) => url.includes("instance="));
document.addEventListener("DOMContentLoaded", () => {
  const announce = document.querySelector("[data-announce]");
  const observer = new MutationObserver((changes) => {
    const nodes = changes.flatMap(({ addedNodes }) => [...addedNodes]);
    window.announced.push(...nodes.map(({ textContent }) => textContent));
  });
  if (announce) observer.observe(announce, { childList: true });
});
document.addEventListener("sashitalk:peer", ({ detail }) => window.calls.push(detail));
window.WebSocket = class extends WebSocket {
  constructor(url) {
    super(url);
    window.sockets.push(this);
    if (window.isCut) this.close();
  }
};
"""
STATS = """async () => {
  const call = window.calls.length;
  const found = { call, frames: 0, sound: 0, path: null, protocol: null };
  const report = await (window.calls.at(-1)?.getStats() ?? new Map());
  for (const one of report.values()) {
    if (one.type === "inbound-rtp" && one.kind === "video") found.frames = one.framesDecoded ?? 0;
    if (one.type === "inbound-rtp" && one.kind === "audio") found.sound = one.bytesReceived ?? 0;
    if (one.type === "candidate-pair" && one.nominated && one.state === "succeeded") {
      const local = report.get(one.localCandidateId);
      found.path = local?.candidateType;
      found.protocol = local?.relayProtocol ?? null;
    }
  }
  return found;
}"""
COMES_IN = f"""async (before) => {{
  const now = await ({STATS})();
  const {{ frames, sound }} = now.call === before.call ? before : {{ frames: 0, sound: 0 }};
  return now.frames > frames + 5 && now.sound > sound;
}}"""
# The changes of phase that this page went through while it was open: name → milliseconds late.
LATENESS = """() => {
  const { instants } = JSON.parse(document.getElementById("room-config").textContent);
  const isPhase = ({ name }) => name.startsWith("phase:");
  const marks = performance.getEntriesByType("mark").filter(isPhase);
  return Object.fromEntries(marks.slice(1).map(({ name, startTime }) => {
    const phase = name.slice("phase:".length);
    return [phase, performance.timeOrigin + startTime - instants[phase]];
  }));
}"""


@dataclass
class Seat:
    page: Page

    def enter(self) -> None:
        self.page.get_by_label("通信量を節約する").check()
        self.page.get_by_role("button", name=ENTER).click()

    def part(self, name: str) -> Locator:
        return self.page.locator(f"[data-{name}]")

    def wait_for_phase(self, phase: str) -> None:
        self.page.locator(f'html[data-phase="{phase}"]').wait_for(state="attached", timeout=60_000)

    def stats(self) -> dict:
        return self.page.evaluate(STATS)

    @property
    def announced(self) -> list[str]:
        return self.page.evaluate("window.announced")

    @property
    def tones(self) -> list[float]:
        """Hertz."""
        return self.page.evaluate("window.tones")

    @property
    def calls(self) -> int:
        return self.page.evaluate("window.calls.length")

    def wait_for_media(self, timeout: float = 20_000) -> dict:
        """Until pictures and sound come in from now on; gives what had come by then."""
        self.page.wait_for_function("() => window.calls.length > 0")
        before = self.stats()
        wait_until(self.page, COMES_IN, before, timeout=timeout)
        return self.stats()

    def lateness(self) -> dict[str, float]:
        return self.page.evaluate(LATENESS)


class Meeting:
    def __init__(
        self,
        platform: Platform,
        visitors: Visitors,
        name: str,
        *,
        starts_in: float = -5,
        lasts: float = 600,
        margin: float = 2,
    ) -> None:
        self.platform, self.visitors = platform, visitors
        code = MAKE_TALK.format(name=name, starts_in=starts_in, lasts=lasts, margin=margin)
        self.talk, *self.keys = platform.shell(code).split()

    def window(self, side: str, *, script: str = "", **size: int) -> Seat:
        page = self.visitors(side, **size)
        key = self.keys[["cast", "guest"].index(side)]
        page.context.add_cookies([{"name": "sessionid", "value": key, "url": self.platform.url}])
        page.add_init_script(WATCH + script)
        page.goto(f"{self.platform.url}/talks/{self.talk}/room/")
        return Seat(page)

    def reserve(self) -> None:
        """Makes it a talk of the portals: a room alone needs no reservation."""
        self.platform.shell(RESERVE.format(self.talk))

    def facts(self) -> list[str]:
        return self.platform.shell(FACTS.format(self.talk)).split()
