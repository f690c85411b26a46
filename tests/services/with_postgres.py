"""`python -m tests.services.with_postgres COMMAND…`: runs it with DATABASE_URL set."""

import os
import signal
import subprocess
import sys

from tests.services.postgres import postgres


def main() -> int:
    # An ordinary exit, so that the server is stopped on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with postgres() as url:
        env = {**os.environ, "DATABASE_URL": url}
        return subprocess.run(sys.argv[1:], env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
