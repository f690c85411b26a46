"""Whoever is told to go hears why, however far away."""

import asyncio
from urllib.parse import urlsplit

import pytest

from tests.live.raw_socket import Closed, RawSocket

# daphne's own limit is a second, cut down to a whole one of the clock.
LONGER_THAN_A_SECOND = 1.2


async def test_a_socket_told_to_go_is_not_torn_off_before_a_slow_network_has_answered(
    live, open_rooms
):
    [room] = open_rooms(1)
    path = f"/ws/talks/{room['talk']}/?v=1&instance=castpage0001"
    socket = await RawSocket.open(urlsplit(live.url).port, path)
    assert (await socket.hear_type("error"))["code"] == "signed_out"
    with pytest.raises(Closed) as told:
        await socket.hear()
    assert told.value.code == 4401
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(socket.reader.read(), LONGER_THAN_A_SECOND)
