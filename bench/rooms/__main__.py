"""Talk rooms beside a bare relay in Node that is given the same messages in the same run.

The servers share one core, the load has the other. Run by `make bench` in a DATA_DIR of its own.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from bench.lines import Lines  # noqa: E402  (needs the app registry)
from bench.steal import Steal  # noqa: E402
from tests.services.processes import free_port, program, running, wait_for_port  # noqa: E402
from tests.services.redis import redis  # noqa: E402
from tests.services.rooms import open_rooms  # noqa: E402

HERE = Path(__file__).parent
ROOMS = 500
LEAD, LEAD_OF_TWO = timedelta(seconds=120), timedelta(seconds=60)
STEAL_LIMIT, TRIES = 0.03, 4
SET_UP_RATIO, RELAY_SHARE, LATE_MS, OWN_MS, MEGABYTES = 4, 0.15, 250, 50, 35
Measures = dict[str, Any]


def pinned(core: int, *command: str) -> list[str]:
    return [program("taskset"), "-c", str(core), *command]


@contextmanager
def serving(folder: Path, *command: str, redis_url: str = "") -> Iterator[tuple[int, int]]:
    """Starts a server whose command ends with its port; gives the port and the process' id."""
    port = free_port()
    log = folder / f"{port}.log"
    env = {**os.environ, "REDIS_URL": redis_url}
    with running(pinned(0, *command, str(port)), log=log, env=env) as process:
        wait_for_port(port, process, log=log)
        yield port, process.pid


DAPHNE = (sys.executable, "-m", "daphne", "-v0", "config.asgi:application", "-p")
BARE_RELAY = (program("node"), str(HERE / "bare_relay.mjs"))


def load(plan: Measures) -> Measures:
    done = subprocess.run(  # noqa: S603 (our own load)
        pinned(1, program("node"), str(HERE / "load.mjs")),
        input=json.dumps(plan),
        text=True,
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout)


def beside_a_bare_relay(folder: Path) -> Measures:
    with ExitStack() as stack:
        ours, pid = stack.enter_context(serving(folder, *DAPHNE))
        bare, _ = stack.enter_context(serving(folder, *BARE_RELAY))
        ports = {"cast": ours, "guest": ours, "bare": bare}
        return load({"rooms": open_rooms(ROOMS, lead=LEAD), "ports": ports, "pid": pid})


def through_redis(folder: Path) -> Measures:
    """Each room's cast sits in one process, its guest in another."""
    with ExitStack() as stack:
        url = stack.enter_context(redis())
        cast, _ = stack.enter_context(serving(folder, *DAPHNE, redis_url=url))
        guest, _ = stack.enter_context(serving(folder, *DAPHNE, redis_url=url))
        ports = {"cast": cast, "guest": guest}
        return load({"rooms": open_rooms(ROOMS, lead=LEAD_OF_TWO), "ports": ports})


def undisturbed(run: Callable[[Path], Measures]) -> Measures:
    """What a run measured during which the host left the machine alone."""
    for _ in range(TRIES):
        steal = Steal()
        with tempfile.TemporaryDirectory(prefix="sashitalk-bench-") as folder:
            measures = run(Path(folder))
        if (share := steal.share()) < STEAL_LIMIT:
            return measures
        print(f"discarded: the host took {share:.0%} of the machine", file=sys.stderr)
    raise SystemExit("the host would not leave the machine alone")


def ratios(ones: list[float], others: list[float]) -> list[float]:
    return [one / other for one, other in zip(ones, others, strict=True)]


def add_phases(lines: Lines, how: str, measures: Measures) -> None:
    for phase, late in measures["late"].items():
        lines.add(f"{ROOMS} rooms change to {phase}{how}, p99 late", [late], "ms", LATE_MS)
    for phase, late in measures["own"].items():
        lines.add(f"{2 * ROOMS} windows switch to {phase}{how}, p99 off", [late], "ms", OWN_MS)
    lines.add(f"words lost by {2 * ROOMS} sockets{how}", [measures["lost"]], "words", 0)


def main() -> None:
    lines = Lines()
    one = undisturbed(beside_a_bare_relay)
    set_up = ratios(one["setUp"], one["bareSetUp"])
    lines.add("100 rooms set up at once, p50 / bare relay", set_up, "times", SET_UP_RATIO)
    relay = ratios(one["relay"], one["bareRelay"])
    lines.add_floor("messages a second / bare relay", relay, "times", RELAY_SHARE)
    lines.add("memory of 1,000 idle sockets", [one["memory"]], "MB", MEGABYTES)
    add_phases(lines, "", one)
    add_phases(lines, " in two processes", undisturbed(through_redis))
    sys.exit(not lines.all_pass)


main()
