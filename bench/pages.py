"""Server time of every portal page on demo data, beside that of an empty page.

Run by `make bench` in a DATA_DIR of its own, with the demo loaded.
"""

import sys
from collections.abc import Iterator
from time import perf_counter

import django

django.setup()

from django.db import connection  # noqa: E402  (needs the app registry)
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from accounts.models import User  # noqa: E402
from bench.lines import Lines  # noqa: E402
from config.settings import AUTHENTICATION_BACKENDS  # noqa: E402
from talk_rooms.models import Talk  # noqa: E402

LIMIT_MS = 100
RUNS = 20


def pages() -> Iterator[tuple[str, str]]:
    """(who, path): every page that a cast, a guest or a visitor opens in a day."""
    cast = User.objects.get(email="cast1@example.com").public_id
    both = Talk.objects.filter(cast__email="cast1@example.com", guest__email="guest1@example.com")
    talk = both.latest("starts_at").public_id
    yield "visitor", "/robots.txt"
    for path in ("/", "/casts/", f"/casts/{cast}/", "/cast/entry/", "/faq/"):
        yield "visitor", path
    own = ("", "schedule/", "talks/", f"talks/{talk}/", "profile/", "bank-account/", "claims/")
    for path in own:
        yield "cast1@example.com", f"/cast/{path}"
    yield "cast1@example.com", f"/talks/{talk}/room/"
    for path in ("", "talks/", f"talks/{talk}/", "profile/"):
        yield "guest1@example.com", f"/guest/{path}"


def client_of(who: str) -> Client:
    client = Client(SERVER_NAME="localhost")
    if who != "visitor":
        client.force_login(User.objects.get(email=who), AUTHENTICATION_BACKENDS[0])
    return client


def milliseconds(client: Client, path: str) -> float:
    start = perf_counter()
    response = client.get(path)
    spent = (perf_counter() - start) * 1000
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code}")
    return spent


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        milliseconds(client, path)
    return len(queries)


def main() -> None:
    lines = Lines()
    for who, path in pages():
        client = client_of(who)
        milliseconds(client, path)
        name = f"{who.split('@')[0]} {path} ({queries_of(client, path)} queries)"
        lines.add(name, [milliseconds(client, path) for _ in range(RUNS)], "ms", LIMIT_MS)
    sys.exit(not lines.all_pass)


main()
