import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path
from urllib.parse import quote

from tests.services.processes import ServiceFailed, program

# Nothing has to outlive the tests, so nothing has to reach the disk.
SERVER_OPTIONS = (
    "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off "
    "-c max_connections=120 -c unix_socket_directories={folder}"
)


@contextmanager
def postgres() -> Iterator[str]:
    """A new PostgreSQL cluster on a socket of its own; gives its DATABASE_URL."""
    folder = Path(tempfile.mkdtemp(prefix="sashitalk-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    options = SERVER_OPTIONS.format(folder=folder)
    data = f"{folder}/data"
    try:
        initdb = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        run("initdb", "-D", data, *initdb, cwd=folder)
        run("pg_ctl", "-D", data, "-l", f"{folder}/log", "-o", options, "-w", "start", cwd=folder)
        yield f"postgresql://postgres@{quote(str(folder), safe='')}/postgres"
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop", cwd=folder, check=False)
        shutil.rmtree(folder, ignore_errors=True)


def run(name: str, *arguments: str, cwd: Path, check: bool = True) -> None:
    """Runs one of PostgreSQL's programs, which refuse to be root."""
    command = [program(name, *sorted(glob("/usr/lib/postgresql/*/bin"), reverse=True)), *arguments]
    if os.geteuid() == 0:
        command = [program("runuser", "/usr/sbin", "/sbin"), "-u", "postgres", "--", *command]
    # Output goes to a file: a server that outlives pg_ctl would keep a pipe open.
    with (cwd / f"{name}.out").open("w+") as output:
        done = subprocess.run(
            command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False
        )
        output.seek(0)
        if check and done.returncode:
            raise ServiceFailed(f"{name} failed:\n{output.read()}")
