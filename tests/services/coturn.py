import secrets
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.services.processes import free_port, program, running, wait_for_port

RELAY_PORTS = 100


@dataclass(frozen=True)
class TurnServer:
    port: int
    tls_port: int
    secret: str

    @property
    def urls(self) -> list[str]:
        address = f"turn:127.0.0.1:{self.port}"
        tls = f"turns:127.0.0.1:{self.tls_port}"
        return [f"{address}?transport=udp", f"{address}?transport=tcp", tls]

    @property
    def environment(self) -> dict[str, str]:
        """What a platform that relays every call through this server is started with."""
        return {"TURN_URLS": ",".join(self.urls), "TURN_SECRET": self.secret, "RELAY_ONLY": "1"}


def new_turn_server() -> TurnServer:
    return TurnServer(port=free_port(), tls_port=free_port(), secret=secrets.token_hex(16))


@contextmanager
def coturn(server: TurnServer | None = None) -> Iterator[TurnServer]:
    """A TURN server that only this machine can reach; a given one is brought back."""
    server = server or new_turn_server()
    with tempfile.TemporaryDirectory(prefix="sashitalk-turn-") as folder:
        log = Path(folder) / "log"
        make_certificate(Path(folder))
        with running(command_line(server, Path(folder)), log=log) as process:
            wait_for_port(server.port, process, log=log)
            wait_for_port(server.tls_port, process, log=log)
            yield server


def make_certificate(folder: Path) -> None:
    """Nobody's: browsers that test take any."""
    command = [
        program("openssl"),
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=x",
    ]
    files = ["-keyout", f"{folder}/key", "-out", f"{folder}/certificate"]
    subprocess.run([*command, *files], check=True, capture_output=True)


def command_line(server: TurnServer, folder: Path) -> list[str]:
    first_relay_port = 49_152 + secrets.randbelow(100) * RELAY_PORTS
    # Loopback peers are for tests alone: in production they would open the machine's own services.
    return [
        program("turnserver"),
        "-n",
        "--listening-ip=127.0.0.1",
        f"--listening-port={server.port}",
        "--relay-ip=127.0.0.1",
        f"--min-port={first_relay_port}",
        f"--max-port={first_relay_port + RELAY_PORTS - 1}",
        "--realm=sashitalk.test",
        "--fingerprint",
        "--use-auth-secret",
        f"--static-auth-secret={server.secret}",
        f"--tls-listening-port={server.tls_port}",
        f"--cert={folder}/certificate",
        f"--pkey={folder}/key",
        "--no-dtls",
        "--no-cli",
        "--no-multicast-peers",
        "--allow-loopback-peers",
        "--log-file=stdout",
        "--simple-log",
        f"--pidfile={folder}/pid",
        f"--userdb={folder}/db",
    ]
