import pytest
import time_machine

from tests.factories import NOW


@pytest.fixture(autouse=True)
def _at_now():
    with time_machine.travel(NOW, tick=False):
        yield
