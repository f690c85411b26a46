"""The process that holds a room is killed in the middle of a call."""

import json
import signal
import sqlite3
import sys
import time
from contextlib import closing

import pytest

from tests.live.raw_socket import RawSocket
from tests.services.processes import free_port, running, wait_for_port

PATIENCE = 20
IN_THE_MIDDLE_OF_THE_CALL = """
from datetime import timedelta
from django.utils import timezone
from talk_rooms.models import Talk
now = timezone.now()
times = {{"starts_at": now - timedelta(minutes=1), "ends_at": now + timedelta(minutes=2)}}
Talk.objects.filter(public_id="{talk}").update(**times)
"""
WHEN_THE_TALK_IS_OVER = """
import json
from dataclasses import asdict
from talk_rooms.domain.facts import connection_facts
from talk_rooms.domain.talks import end_talk
from talk_rooms.models import Talk
talk = Talk.objects.get(public_id="{talk}")
talk = end_talk(talk, now=talk.ends_at)
cut_off = [stay.is_cut_off for stay in talk.attendances.all()]
print(json.dumps({{"cut_off": cut_off, **asdict(connection_facts(talk))}}))
"""
KEPT = """
SELECT count(*) FROM talk_rooms_attendance JOIN talk_rooms_talk AS talk ON talk.id = talk_id
WHERE public_id = ? AND left_at IS NULL AND media_at IS NOT NULL AND path = 'direct'
"""
FACTS = {"type": "facts", "path": "direct", "quality": "good", "restarts": 1, "connected": 5}


@pytest.fixture
def process(live):
    """A daphne of its own, which may die."""
    port, log = free_port(), live.log("killed")
    command = [sys.executable, "-m", "daphne", "-p", str(port), "config.asgi:application"]
    with running(command, log=log, env=live.env) as process:
        wait_for_port(port, process, log=log)
        yield port, process


async def enter(port, room, side):
    path = f"/ws/talks/{room['talk']}/?v=1&instance={side}page001"
    socket = await RawSocket.open(port, path, cookie=room[side])
    assert (await socket.hear_type("welcome"))["phase"] == "talk"
    return socket


def wait_until_kept(live, room):
    deadline = time.monotonic() + PATIENCE
    with closing(sqlite3.connect(live.data_dir / "db.sqlite3")) as database:
        while database.execute(KEPT, [room["talk"]]).fetchone() != (2,):
            assert time.monotonic() < deadline
            time.sleep(0.1)


async def test_of_a_killed_process_the_calls_are_known_and_no_time_after_it_counts(
    live, process, open_rooms
):
    port, server = process
    [room] = open_rooms(1)
    live.shell(IN_THE_MIDDLE_OF_THE_CALL.format(**room))
    for side in ("cast", "guest"):
        socket = await enter(port, room, side)
        socket.send(b'{"type":"media"}')
        socket.send(json.dumps(FACTS).encode())
    wait_until_kept(live, room)
    server.send_signal(signal.SIGKILL)
    server.wait()

    known = json.loads(live.shell(WHEN_THE_TALK_IS_OVER.format(**room)))
    assert known["cut_off"] == [True, True]
    assert known["were_connected"]
    assert known["seconds_together"] <= 5
    assert (known["cast_restarts"], known["guest_restarts"]) == (1, 1)
