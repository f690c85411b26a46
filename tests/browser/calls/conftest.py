"""One platform and one browser for all calls; at most two of them run at a time."""

from collections.abc import Iterator
from statistics import quantiles

import pytest

from tests.browser.calls.meeting import Meeting
from tests.services.browsing import Visitors, chromium
from tests.services.platform import Platform, live_platform

# What a window's change of phase may lag behind the server's time, and behind the other window's.
LATEST_MS = 150
APART_MS = 200


@pytest.fixture(scope="package")
def platform() -> Iterator[Platform]:
    with live_platform() as running:
        yield running


@pytest.fixture(scope="package")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def people(browser, platform):
    """Like `person`, for windows that several tests share."""
    visitors = Visitors(browser, platform.url)
    yield visitors
    visitors.leave()
    assert visitors.faults == []


@pytest.fixture
def meet(platform, person):
    return lambda name, **times: Meeting(platform, person, name, **times)


@pytest.fixture(scope="package")
def changes() -> Iterator[list[tuple[float, float]]]:
    """How late the two windows of a call changed their phase, pair by pair, over the whole run."""
    seen: list[tuple[float, float]] = []
    yield seen
    if len(seen) < 2:  # The calls' own tests have said why.
        return
    late = [abs(one) for pair in seen for one in pair]
    apart = [abs(one - other) for one, other in seen]
    print(f"\nchanges of phase: p95 {p95(late):.0f} ms late, {p95(apart):.0f} ms apart")
    assert p95(late) <= LATEST_MS
    assert p95(apart) <= APART_MS


def p95(values: list[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[-1]
