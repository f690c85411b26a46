"""How soon two people see each other: both windows open the room, five times, in real browsers.

Counted in each window from the moment at which its socket is open and both have come in, to the
first picture of the other side; a run's figure is the slower of the two windows.
"""

import os
import re
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from playwright.sync_api import Page  # noqa: E402  (needs the app registry)

from bench.lines import Lines  # noqa: E402
from tests.journeys.people import sign_in  # noqa: E402
from tests.services.browsing import Visitors, chromium  # noqa: E402
from tests.services.platform import live_platform  # noqa: E402

RUNS = 5
LIMIT_MS = 1_500
PEOPLE = ("cast1@example.com", "guest1@example.com")
ENTER = "カメラとマイクをオンにして入室"
FIRST_FRAME = "document.querySelector('[data-room]').dataset.firstFrameMs"


def first_frame(page: Page) -> float:
    page.wait_for_function(f"() => {FIRST_FRAME} !== undefined", timeout=20_000)
    return float(page.evaluate(FIRST_FRAME))


def main() -> None:
    lines = Lines()
    with live_platform() as platform, chromium() as browser:
        found = re.search(r"/talks/\w+/room/", platform.manage("load_demo"))
        if found is None:
            raise SystemExit("the demo names no room")
        visitors = Visitors(browser, platform.url)
        windows = [visitors(email, width=390, height=844) for email in PEOPLE]
        for window, email in zip(windows, PEOPLE, strict=True):
            sign_in(window, email)
            window.goto(found[0])
            window.get_by_role("button", name=ENTER).click()
        times = [run(windows) for _ in range(RUNS)]
    lines.add("first remote frame", times, "ms", LIMIT_MS)
    sys.exit(not lines.all_pass)


def run(windows: list[Page]) -> float:
    """A reload comes in again by itself, as a new window."""
    for window in windows:
        window.reload(wait_until="commit")
    return max(first_frame(window) for window in windows)


main()
