"""The list of entries with 10,000 of them, held against the list with 100, in one run.

Run by `make bench` in a DATA_DIR of its own, with the demo loaded; it leaves its entries there.
"""

import sys
from datetime import timedelta
from statistics import median
from time import perf_counter

import django

django.setup()

from django.db import connection  # noqa: E402  (needs the app registry)
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from bench.lines import Lines  # noqa: E402
from cast_portal.enums import ApplicationStatus  # noqa: E402
from cast_portal.models import CastApplication, Category, Rank  # noqa: E402
from config.settings import AUTHENTICATION_BACKENDS  # noqa: E402

FEW, MANY = 100, 10_000
RATIO = 3
RUNS = 15
LISTS = {
    "all": "/admin/screening/",
    "waiting": "/admin/screening/?status=submitted",
    "overdue": "/admin/screening/?due=overdue",
    "last page": "/admin/screening/?p={last}",
}


def fill_up_to(count: int) -> None:
    now, rank = timezone.now(), Rank.objects.get(slug="blue")
    missing = range(CastApplication.objects.count(), count)
    entries = CastApplication.objects.bulk_create(
        CastApplication(
            cast_name=f"応募者{number}",
            email=f"bench{number}@example.com",
            desired_rank=rank,
            status=ApplicationStatus.DECLINED if number % 10 else ApplicationStatus.SUBMITTED,
            created_at=now,
            submitted_at=now - timedelta(days=number % 20),
            due_to=(now + timedelta(days=number % 14 - 7)).date(),
        )
        for number in missing
    )
    through = CastApplication.categories.through
    category = Category.objects.first()
    through.objects.bulk_create(
        through(castapplication=entry, category=category) for entry in entries
    )


def measured(client: Client, path: str) -> tuple[float, int]:
    """Milliseconds (median) and queries."""
    times = [milliseconds(client, path) for _ in range(RUNS + 1)][1:]
    with CaptureQueriesContext(connection) as queries:
        milliseconds(client, path)
    return median(times), len(queries)


def milliseconds(client: Client, path: str) -> float:
    start = perf_counter()
    if client.get(path).status_code != 200:
        raise SystemExit(f"{path} did not answer")
    return (perf_counter() - start) * 1000


def measure_lists(client: Client, count: int) -> dict[str, tuple[float, int]]:
    fill_up_to(count)
    last = count // 50
    return {name: measured(client, path.format(last=last)) for name, path in LISTS.items()}


def main() -> None:
    client = Client(SERVER_NAME="localhost")
    staff = User.objects.get(email="shinsa@example.com")
    client.force_login(staff, AUTHENTICATION_BACKENDS[0])
    few, many = (measure_lists(client, count) for count in (FEW, MANY))
    lines = Lines()
    for name in LISTS:
        ratio = many[name][0] / few[name][0]
        label = f"entries, {name}: {MANY} ({many[name][0]:.0f} ms) / {FEW}"
        lines.add(label, [ratio], "times", RATIO)
        lines.add(f"entries, {name}: queries more", [many[name][1] - few[name][1]], "queries", 0)
    sys.exit(not lines.all_pass)


main()
