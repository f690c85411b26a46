"""The task queue dies between a decision and its mail; the applicant still gets it, once."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.services.platform import Platform, environment, prepared_data
from tests.services.processes import ROOT

PATIENCE = 60
APPROVE = """
from django.utils import timezone
from accounts.models import User
from cast_portal.domain.screening import approve_application
from cast_portal.models import CastApplication
entry = CastApplication.objects.filter(status="submitted").first()
approve_application(
    entry, by=User.objects.get(email="staff@example.com"), seen=entry.stage_id,
    rank=entry.desired_rank, now=timezone.now(),
)
print(entry.public_id, entry.email)
"""
STATE = """
import json
from django_q.models import OrmQ
from notices.models import OutgoingMail
mails = OutgoingMail.objects.filter(kind="cast_portal.entry_approved", dedupe_key__endswith="{id}")
states = list(mails.values_list("status", flat=True))
print(json.dumps({{"mails": states, "tasks": OrmQ.objects.count()}}))
"""


@pytest.fixture
def copy(tmp_path) -> Platform:
    """A copy of the platform whose mail server is a folder, and where nothing runs yet."""
    data_dir = tmp_path / "var"
    shutil.copytree(prepared_data(), data_dir)
    (tmp_path / "mails").mkdir()
    env = environment(data_dir, 0, {"EMAIL_URL": f"file:///{tmp_path / 'mails'}"})
    return Platform(env["SITE_URL"], data_dir, env)


@pytest.fixture
def cluster(copy) -> Iterator[Callable[[], subprocess.Popen]]:
    started = []

    def start() -> subprocess.Popen:
        with copy.log("tasks").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "manage.py", "qcluster"],
                cwd=ROOT,
                env=dict(copy.env),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        started.append(process)
        return process

    yield start
    for process in started:
        kill(process)


def kill(process: subprocess.Popen) -> None:
    """With all its workers, which have process groups of their own: nobody can tidy up."""
    while members := members_of(session=process.pid):
        for member in members:
            with suppress(ProcessLookupError):
                os.kill(member, signal.SIGKILL)
        process.poll()


def members_of(*, session: int) -> list[int]:
    running = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return [pid for pid in running if session_of(pid) == session]


def session_of(pid: int) -> int | None:
    """None when it is gone, or dead and waits for its parent only."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2]
    except (FileNotFoundError, ProcessLookupError):
        return None
    state, _parent, _group, session = after_name.split()[:4]
    return None if state == "Z" else int(session)


def wait_until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def tasks_done(copy: Platform) -> int:
    with closing(sqlite3.connect(copy.data_dir / "db.sqlite3")) as database:
        return database.execute("SELECT count(*) FROM django_q_task").fetchone()[0]


def approval_mails(folder: Path, address: str) -> int:
    """How many mails to the address carry the link that sets a password."""
    texts = [path.read_text() for path in folder.iterdir()]
    return sum(f"To: {address}" in text and "/password/reset/key/" in text for text in texts)


def test_approval_mail_is_queued_and_sent_once_though_the_queue_was_killed(copy, cluster, tmp_path):
    first = cluster()
    wait_until(lambda: tasks_done(copy) > 0)
    kill(first)

    receipt, address = copy.shell(APPROVE).split()
    state = json.loads(copy.shell(STATE.format(id=receipt)))
    assert state["mails"] == ["queued"]
    assert state["tasks"] >= 1

    second = cluster()
    mails = tmp_path / "mails"
    wait_until(lambda: approval_mails(mails, address) > 0)
    kill(second)
    copy.shell("from notices.tasks import send_waiting_mails; send_waiting_mails()")

    assert json.loads(copy.shell(STATE.format(id=receipt)))["mails"] == ["sent"]
    assert approval_mails(mails, address) == 1
