"""The shipped proxy settings keep both sides of a talk on one process."""

import sys
from urllib.parse import urlsplit

import pytest

from tests.live.raw_socket import RawSocket
from tests.services.nginx import nginx
from tests.services.processes import free_port, running, wait_for_port

TALKS = 20


@pytest.fixture
def second_process(live):
    """Without Redis, so that the two processes cannot know of each other's sockets."""
    port, log = free_port(), live.log("web2")
    command = [sys.executable, "-m", "daphne", "-p", str(port), "config.asgi:application"]
    with running(command, log=log, env=live.env) as process:
        wait_for_port(port, process, log=log)
        yield port


async def test_both_sides_of_a_talk_meet_in_one_of_two_processes(live, second_process, open_rooms):
    first_process = urlsplit(live.url).port
    rooms = open_rooms(TALKS)
    with nginx(first_process, second_process) as port:
        for number, room in enumerate(rooms):
            path = f"/ws/talks/{room['talk']}/?v=1&instance="
            cast = await RawSocket.open(port, f"{path}castpage{number:04}", cookie=room["cast"])
            await cast.hear_type("welcome")
            guest = await RawSocket.open(port, f"{path}guestpage{number:03}", cookie=room["guest"])
            welcome = await guest.hear_type("welcome")
            assert welcome["peer"]["instance"] == f"castpage{number:04}"
            assert (await cast.hear_type("peer"))["instance"] == f"guestpage{number:03}"
            cast.hang_up()
            guest.hang_up()
    shares = [live.log(name).read_text().count("WSCONNECT ") for name in ("web", "web2")]
    assert sum(shares) >= 2 * TALKS
    assert min(shares) > 0
