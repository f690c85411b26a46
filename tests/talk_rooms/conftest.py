import pytest
from asgiref.sync import sync_to_async

from tests.talk_rooms.sockets import Meeting, make_talk


@pytest.fixture
def meet(transactional_db, sign_in):
    """`await meet(starts_in=…)` gives a `Meeting` by the real clock."""

    @sync_to_async
    def make(**fields):
        talk = make_talk(**fields)
        return Meeting(talk, sign_in(talk.cast), sign_in(talk.guest))

    return make
