"""`python -m tests.services.with_shared_data COMMAND…`: the first to need data prepares them."""

import os
import signal
import subprocess
import sys
import tempfile

from tests.services.platform import SHARED_DATA


def main() -> int:
    # An ordinary exit, so that the folder is taken away on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if SHARED_DATA in os.environ:
        return run(os.environ[SHARED_DATA])
    with tempfile.TemporaryDirectory(prefix="sashitalk-data-") as folder:
        return run(folder)


def run(folder: str) -> int:
    return subprocess.run(
        sys.argv[1:], env={**os.environ, SHARED_DATA: folder}, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
