"""How soon two people see each other, against a bare page on a bare relay.

The same two windows open both in turn, with the same made-up devices. Counted in each window from
the moment at which both people are there to the first picture of the other side; a run's figure is
the slower of the two windows.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from playwright.sync_api import Page  # noqa: E402  (needs the app registry)

from bench.lines import Lines  # noqa: E402
from tests.browser.calls.meeting import Meeting  # noqa: E402
from tests.services.browsing import Visitors, chromium  # noqa: E402
from tests.services.platform import live_platform  # noqa: E402
from tests.services.processes import free_port, running, wait_for_port  # noqa: E402

RUNS = 10
LIMIT_MS = 1_500
MOST_TIMES = 1.3
# Before the first picture both marks are missing, and the difference is not a number.
WAIT = """() => {
  const [frame, entered] = ["first-remote-frame", "other-entered"].map(
    (name) => performance.getEntriesByName(name)[0]?.startTime);
  return frame - entered > 0 ? frame - entered : false;
}"""


@contextmanager
def bare_relay() -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", str(port)]
    with tempfile.TemporaryDirectory(prefix="bare-call-") as folder:
        log = Path(folder) / "log"
        with running([*command, "bench.bare_call.relay:application"], log=log) as process:
            wait_for_port(port, process, log=log)
            yield f"http://127.0.0.1:{port}/"


def run(windows: list[Page], address: str) -> float:
    """Both windows at once; the room lets in again whoever has been in it."""
    for window in windows:
        window.goto(address, wait_until="commit")
    return max(window.wait_for_function(WAIT).json_value() for window in windows)


def main() -> None:
    lines = Lines()
    with live_platform() as platform, chromium() as browser, bare_relay() as bare:
        meeting = Meeting(platform, Visitors(browser, platform.url), "bench", lasts=3_600)
        seats = [meeting.window(side) for side in ("cast", "guest")]
        for seat in seats:
            seat.enter()
        for seat in seats:
            seat.wait_for_media()
        windows = [seat.page for seat in seats]
        room = f"{platform.url}/talks/{meeting.talk}/room/"
        times = [(run(windows, room), run(windows, bare)) for _ in range(RUNS)]
    ours, theirs = ([run[place] for run in times] for place in (0, 1))
    lines.add("first remote frame", ours, "ms", LIMIT_MS)
    ratio = median(ours) / median(theirs)
    lines.add(
        f"first remote frame / bare page's {median(theirs):.0f} ms", [ratio], "times", MOST_TIMES
    )
    sys.exit(not lines.all_pass)


main()
