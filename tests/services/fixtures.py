"""Fixtures that start real services. A missing program is an error, never a skip."""

from collections.abc import Iterator

import pytest

from tests.services.coturn import TurnServer, coturn
from tests.services.platform import Platform, live_platform
from tests.services.redis import redis


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    with redis() as url:
        yield url


@pytest.fixture(scope="session")
def turn_server() -> Iterator[TurnServer]:
    with coturn() as server:
        yield server


@pytest.fixture(scope="module")
def platform() -> Iterator[Platform]:
    """A live copy with demo data: daphne and the task cluster."""
    with live_platform() as running:
        yield running


@pytest.fixture(scope="module")
def relayed_platform(turn_server: TurnServer) -> Iterator[Platform]:
    """A live copy in which every call goes through a TURN server."""
    with live_platform(**turn_server.environment) as running:
        yield running


@pytest.fixture(scope="module")
def browser():
    # Imported late: units must not need a browser.
    from tests.services.browsing import chromium

    with chromium() as running:
        yield running


@pytest.fixture
def person(browser, platform):
    """person("guest") opens a window of its own; script errors in any window fail the test."""
    from tests.services.browsing import Visitors

    visitors = Visitors(browser, platform.url)
    yield visitors
    visitors.leave()
    assert visitors.faults == [], visitors.faults


@pytest.fixture
def shot():
    from tests.services.browsing import shot

    return shot
