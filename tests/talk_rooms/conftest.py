import pytest
from asgiref.sync import sync_to_async

from accounts.enums import Role
from tests.factories import UserFactory
from tests.talk_rooms.sockets import Meeting, make_talk


@pytest.fixture
def meet(transactional_db, sign_in):
    """`await meet(starts_in=…)` gives a `Meeting` by the real clock."""

    @sync_to_async
    def make(**fields):
        users = {"cast": UserFactory(role=Role.CAST), "guest": UserFactory()}
        users |= {side: fields.pop(side) for side in users.keys() & fields}
        clients = [sign_in(user) for user in users.values()]
        # The clock runs from here on: signing in takes its time.
        return Meeting(make_talk(**users, **fields), *clients)

    return make
