"""What a test can see of a call in somebody's window."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.services.browsing import wait_until

# Keeps the page's connection and the instants at which its phase changed, by this machine's clock.
WATCH = """
window.phases = [];
document.addEventListener("sashitalk:peer", ({ detail }) => { window.connection = detail; });
addEventListener("DOMContentLoaded", () => {
  const note = () => {
    const phase = document.documentElement.dataset.phase;
    if (phase && window.phases.at(-1)?.[0] !== phase) window.phases.push([phase, Date.now()]);
  };
  new MutationObserver(note).observe(document.documentElement, {
    attributes: true, attributeFilter: ["data-phase"],
  });
  note();
});
"""
RECEIVED = """async () => {
  const found = { framesDecoded: 0, audioBytes: 0 };
  const report = await (window.connection?.getStats() ?? new Map());
  for (const stat of report.values()) {
    if (stat.type !== "inbound-rtp") continue;
    if (stat.kind === "video") found.framesDecoded += stat.framesDecoded ?? 0;
    if (stat.kind === "audio") found.audioBytes += stat.bytesReceived ?? 0;
  }
  return found;
}"""
INSTANTS = """() => JSON.parse(document.getElementById("room-config").textContent).instants"""
MEDIA_ARRIVES = f"""async (seen) => {{
  const received = await ({RECEIVED})();
  return received.framesDecoded > seen.framesDecoded && received.audioBytes > seen.audioBytes;
}}"""


@dataclass
class Seat:
    page: Page

    def enter_from_talk_page(self) -> None:
        self.page.add_init_script(WATCH)
        self.page.reload()
        self.page.get_by_role("link", name="トークルームに入る").click()
        self.page.get_by_role("button", name="カメラとマイクをオンにして入室").click()

    def wait_for(self, phase: str) -> None:
        self.page.wait_for_function(
            "phase => document.documentElement.dataset.phase === phase", arg=phase, timeout=120_000
        )

    def wait_for_media(self, seen: dict[str, int] | None = None) -> dict[str, int]:
        """Until more frames have been decoded and more sound received than in `seen`."""
        seen = seen or {"framesDecoded": 0, "audioBytes": 0}
        wait_until(self.page, MEDIA_ARRIVES, seen, timeout=20_000)
        return self.page.evaluate(RECEIVED)

    def expect_media_cut(self) -> None:
        self.page.wait_for_function(
            "() => window.connection?.connectionState === 'closed'", timeout=5_000
        )
        own = self.page.locator("[data-own]")
        expect(own).to_have_js_property("readyState", 0)

    @property
    def side(self) -> str:
        return self.page.locator("[data-room]").get_attribute("data-side") or ""

    def assert_kept_time(self, *expected: str, lateness_ms: int) -> None:
        """The phases came in this order, each at the instant that the server has set."""
        seen = dict(self.page.evaluate("window.phases"))
        assert [phase for phase in seen if phase in expected] == list(expected)
        instants = self.page.evaluate(INSTANTS)
        for phase in expected:
            assert -50 <= seen[phase] - instants[phase] <= lateness_ms, phase
