import json

import pytest

from tests.services.platform import live_platform

OPEN_ROOMS = """
import json
from datetime import timedelta
from tests.services.rooms import open_rooms
print(json.dumps(open_rooms({count}, lead=timedelta(minutes=30))))
"""


@pytest.fixture(scope="package")
def live():
    """A platform whose logs are whole at any moment."""
    with live_platform(PYTHONUNBUFFERED="1") as platform:
        yield platform


@pytest.fixture
def open_rooms(live):
    """open_rooms(3): as many rooms that stay open; the addresses and cookies of their people."""

    def make(count):
        return json.loads(live.shell(OPEN_ROOMS.format(count=count)))

    return make
