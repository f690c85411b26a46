"""A whole live copy of the platform: daphne and the task cluster on a data folder of its own."""

import atexit
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.services.processes import ROOT, ServiceFailed, free_port, running, wait_for_port

# Names the folder in which processes share their demo data (`tests.services.with_shared_data`).
SHARED_DATA = "SHARED_DATA"
SETUP = (
    ("migrate", "--noinput", "-v0"),
    ("collectstatic", "--noinput", "-v0"),
    ("load_banks", "-v0"),
    ("load_demo", "-v0"),
    ("set_schedules", "-v0"),
)


@dataclass(frozen=True)
class Platform:
    url: str
    data_dir: Path
    env: Mapping[str, str]

    def manage(self, *arguments: str) -> str:
        """Runs a management command in this copy and gives what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=dict(self.env),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise ServiceFailed(f"manage.py {' '.join(arguments)}:\n{done.stdout}{done.stderr}")
        return done.stdout.strip()

    def shell(self, code: str) -> str:
        """Runs a snippet inside this copy's settings and gives what it printed."""
        return self.manage("shell", "--no-imports", "-c", code)

    def log(self, name: str) -> Path:
        return self.data_dir / f"{name}.log"


def environment(data_dir: Path, port: int, extra: Mapping[str, str]) -> dict[str, str]:
    """The caller's own settings must not leak in, so every store is named here."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/"),
        "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
        "DATA_DIR": str(data_dir),
        "SITE_URL": f"http://localhost:{port}",
        "DATABASE_URL": f"sqlite:///{data_dir / 'db.sqlite3'}",
        "REDIS_URL": "",
        "EMAIL_URL": "",
        "DEMO": "1",
        "Q_WORKERS": "1",
        **extra,
    }


@cache
def prepared_data() -> Path:
    """Demo data made once per run; each platform starts from a copy."""
    if SHARED_DATA not in os.environ:
        folder = Path(tempfile.mkdtemp(prefix="sashitalk-data-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return prepare(folder)
    shared = Path(os.environ[SHARED_DATA])
    folder = shared / "ready"
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            prepare(shared / "making").rename(folder)
    return folder


def prepare(folder: Path) -> Path:
    template = Platform("", folder, environment(folder, 0, {}))
    for command in SETUP:
        template.manage(*command)
    return folder


@contextmanager
def live_platform(**extra: str) -> Iterator[Platform]:
    """`extra` are environment variables, e.g. `REDIS_URL=…` or a turn server's `environment`."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="sashitalk-live-") as folder:
        data_dir = Path(folder) / "var"
        shutil.copytree(prepared_data(), data_dir)
        env = environment(data_dir, port, extra)
        platform = Platform(env["SITE_URL"], data_dir, env)
        if "DATABASE_URL" in extra:
            for command in SETUP:
                platform.manage(*command)
        with serving(platform, port):
            yield platform


@contextmanager
def serving(platform: Platform, port: int) -> Iterator[None]:
    web = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", str(port)]
    tasks = [sys.executable, "manage.py", "qcluster"]
    with ExitStack() as stack:
        start = stack.enter_context
        log = platform.log("web")
        server = start(running([*web, "config.asgi:application"], log=log, env=platform.env))
        start(running(tasks, log=platform.log("tasks"), env=platform.env))
        wait_for_port(port, server, log=log)
        yield
