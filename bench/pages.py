"""Server time and queries of every public and portal page on demo data.

The home page is held against an empty page of the same site, measured in the same run.

Run by `make bench` in a DATA_DIR of its own, with the demo loaded.
"""

import sys
from collections.abc import Iterator
from statistics import median
from time import perf_counter

import django

django.setup()

from django.conf import settings  # noqa: E402  (needs the app registry)
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from wagtail.models import Page  # noqa: E402

from accounts.models import User  # noqa: E402
from bench.lines import Lines  # noqa: E402
from config.settings import AUTHENTICATION_BACKENDS  # noqa: E402
from talk_rooms.models import Talk  # noqa: E402

LIMIT_MS = 100
PUBLIC_QUERIES = 13
HOME_RATIO = 3
RUNS = 20


def pages() -> Iterator[tuple[str, str]]:
    """(who, path): every page that a cast, a guest or a visitor opens in a day."""
    cast = User.objects.get(email="cast1@example.com").public_id
    both = Talk.objects.filter(cast__email="cast1@example.com", guest__email="guest1@example.com")
    talk = both.latest("starts_at").public_id
    for path in (*public_pages(), "/casts/", f"/casts/{cast}/", "/cast/entry/", "/contact/"):
        yield "visitor", path
    own = ("", "schedule/", "talks/", f"talks/{talk}/", "profile/", "bank-account/", "claims/")
    for path in own:
        yield "cast1@example.com", f"/cast/{path}"
    yield "cast1@example.com", f"/talks/{talk}/room/"
    for path in ("", "talks/", f"talks/{talk}/", "profile/"):
        yield "guest1@example.com", f"/guest/{path}"


def public_pages() -> list[str]:
    return [page.url for page in Page.objects.live().public().filter(depth__gt=1)]


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


def rendered_for(client: Client) -> Client:
    """Visitors without a cookie get pages that are kept; here they shall be rendered."""
    if not client.cookies:
        client.cookies[settings.SESSION_COOKIE_NAME] = "from-before"
    return client


def home_against_empty(lines: Lines) -> None:
    client = client_of("visitor")
    home, empty = (
        [milliseconds(client, path) for _ in range(RUNS + 1)][1:] for path in ("/", "/empty/")
    )
    ratio = median(home) / median(empty)
    lines.add("home page of a visitor / empty page", [ratio], "times", HOME_RATIO)


def main() -> None:
    settings.ROOT_URLCONF = "bench.urls"
    lines = Lines()
    home_against_empty(lines)
    for who, path in pages():
        client = rendered_for(client_of(who))
        milliseconds(client, path)
        queries = queries_of(client, path)
        if who == "visitor":
            lines.add(f"visitor {path}", [queries], "queries", PUBLIC_QUERIES)
        name = f"{who.split('@')[0]} {path} ({queries} queries)"
        lines.add(name, [milliseconds(client, path) for _ in range(RUNS)], "ms", LIMIT_MS)
    sys.exit(not lines.all_pass)


main()
