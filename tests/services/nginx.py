import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services.processes import ROOT, free_port, program, running, wait_for_port

# Everything that Debian's own configuration would put elsewhere on the machine.
FRAME = """
pid {folder}/pid;
daemon off;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {shipped}
}}
"""


@contextmanager
def nginx(*processes: int) -> Iterator[int]:
    """The shipped settings without TLS before daphnes on these two ports; gives the port."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="sashitalk-nginx-") as name:
        folder = Path(name)
        settings, log = folder / "nginx.conf", folder / "log"
        settings.write_text(FRAME.format(folder=folder, shipped=shipped(port, processes)))
        command = [program("nginx", "/usr/sbin"), "-c", str(settings), "-e", str(log)]
        with running(command, log=log) as process:
            wait_for_port(port, process, log=log)
            yield port


def shipped(port: int, processes: tuple[int, ...]) -> str:
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    text = re.sub(r"\n *ssl_certificate\S* .*;", "", text)
    text = text.replace("listen 443 ssl", f"listen 127.0.0.1:{port}")
    text = text.replace("listen 80", f"listen 127.0.0.1:{free_port()}")
    for written, real in zip((8001, 8002), processes, strict=True):
        text = text.replace(f"127.0.0.1:{written}", f"127.0.0.1:{real}")
    return text
