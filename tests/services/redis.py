import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services.processes import free_port, program, running, wait_for_port


@contextmanager
def redis() -> Iterator[str]:
    """A Redis that keeps nothing; gives its REDIS_URL."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="sashitalk-redis-") as folder:
        log = Path(folder) / "log"
        command = [program("redis-server"), "--port", str(port), "--bind", "127.0.0.1"]
        command += ["--save", "", "--appendonly", "no", "--dir", folder]
        with running(command, log=log) as process:
            wait_for_port(port, process, log=log)
            yield f"redis://127.0.0.1:{port}/0"
