"""Calls that no direct path carries: everything goes through a real coturn."""

import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import expect

from tests.browser.calls.meeting import STATS, Meeting, Seat
from tests.services.browsing import Visitors, wait_until
from tests.services.coturn import TurnServer, coturn, new_turn_server
from tests.services.platform import live_platform

# Leaves of the relay's addresses those of one transport: `sessionStorage.transport = "tcp"`.
ONE_TRANSPORT = """
const transportOf = (url) => (url.startsWith("turns:") ? "tls" : url.slice(-3));
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(ice) {
    const only = sessionStorage.transport ?? "udp";
    const iceServers = ice.iceServers.map((server) => ({
      ...server,
      urls: server.urls.filter((url) => transportOf(url) === only),
    }));
    super({ ...ice, iceServers });
  }
  setConfiguration(ice) {
    super.setConfiguration({ ...ice, iceServers: this.getConfiguration().iceServers });
  }
};
"""
# Pictures come in through the relay, which this side reaches by that transport.
CARRIES = f"""transport => ({STATS})().then(({{ path, protocol, frames }}) =>
  path === "relay" && protocol === transport && frames > 5)"""


class Relay:
    """A TURN server that can be taken away and brought back."""

    def __init__(self, server: TurnServer) -> None:
        self.server = server
        self.running = ExitStack()

    def start(self) -> None:
        self.running.enter_context(coturn(self.server))

    def stop(self) -> None:
        self.running.close()


@pytest.fixture(scope="module")
def relay() -> Iterator[Relay]:
    one = Relay(new_turn_server())
    one.start()
    yield one
    one.stop()


@pytest.fixture(scope="module")
def pair(relay, browser) -> Iterator[list[Seat]]:
    with live_platform(**relay.server.environment) as platform:
        visitors = Visitors(browser, platform.url)
        meeting = Meeting(platform, visitors, "relay")
        seats = [meeting.window(side, script=ONE_TRANSPORT) for side in ("cast", "guest")]
        for seat in seats:
            seat.enter()
        yield seats
        visitors.leave()
        assert visitors.faults == []


@pytest.mark.parametrize("transport", ["tls", "tcp", "udp"])
def test_a_call_goes_through_the_relay_and_nowhere_else(pair, transport):
    for seat in pair:
        seat.page.evaluate("transport => { sessionStorage.transport = transport; }", transport)
        seat.page.reload()
    for seat in pair:
        wait_until(seat.page, CARRIES, transport, timeout=20_000)
        policy = seat.page.evaluate("window.calls.at(-1).getConfiguration().iceTransportPolicy")
        assert policy == "relay"


def test_a_relay_that_was_gone_carries_the_same_call_on(pair, relay):
    for seat in pair:
        seat.wait_for_media()
        expect(seat.part("cover")).to_be_hidden()
    calls = [seat.calls for seat in pair]
    relay.stop()
    for seat in pair:
        quality = seat.part("quality")
        expect(quality).to_have_text(re.compile("つなぎ直しています"), timeout=20_000)
    relay.start()
    for seat in pair:
        seat.wait_for_media(timeout=30_000)
        expect(seat.part("cover")).to_be_hidden()
        expect(seat.part("quality")).to_have_text(re.compile("接続"))
    assert [seat.calls for seat in pair] == calls
