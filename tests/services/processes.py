"""Real programs for tests: started on free ports in folders of their own, always ended."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class ServiceFailed(Exception):
    pass


def program(name: str, *folders: str) -> str:
    """Where a program lies. A missing one fails the tests: nothing is skipped."""
    path = shutil.which(name, path=os.pathsep.join([*folders, os.environ.get("PATH", "")]))
    if path is None:
        raise ServiceFailed(f"{name} is not installed; `make test` as root installs it")
    return path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(
    command: Sequence[str],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    patience: float = 15,
) -> Iterator[subprocess.Popen]:
    """One process with its output in `log`; asked to end with SIGTERM, killed if it does not."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=env, cwd=cwd
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for_port(port: int, process: subprocess.Popen, *, log: Path, patience: float = 60) -> None:
    deadline = time.monotonic() + patience
    while not accepts_connections(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise ServiceFailed(f"{process.args!r} did not listen on {port}:\n{tail(log)}")
        time.sleep(0.05)


def accepts_connections(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def tail(log: Path, lines: int = 40) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
