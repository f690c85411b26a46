"""`python -m tests.services.with_demo_data COMMAND…`: demo data made once for all its workers."""

import os
import signal
import subprocess
import sys

from tests.services.platform import PREPARED_DATA, prepared_data


def main() -> int:
    # An ordinary exit, so that the folder is taken away on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    env = {**os.environ, PREPARED_DATA: str(prepared_data())}
    return subprocess.run(sys.argv[1:], env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
