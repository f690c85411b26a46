"""A whole day of slots in one save, held against the bare INSERT of the same rows in one run.

Run by `make bench` in a DATA_DIR of its own, with the demo loaded; it takes back what it adds.
"""

import sys
from datetime import timedelta
from time import perf_counter

import django

django.setup()

from django.db import connection, transaction  # noqa: E402  (needs the app registry)
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.lines import Lines  # noqa: E402
from cast_portal.domain.grid import day_of, grid_starts, midnight  # noqa: E402
from cast_portal.domain.schedule import offer_slots  # noqa: E402
from cast_portal.models import Cast, Slot  # noqa: E402

DAYS_AHEAD = 50
LENGTH = timedelta(minutes=3)
RUNS = 15
RATIO, QUERIES = 3, 6
NOW = timezone.now()
DAY = midnight(day_of(NOW) + timedelta(days=DAYS_AHEAD))
STARTS = list(grid_starts(DAY, DAY + timedelta(days=1), length=LENGTH))


def saved(cast: Cast) -> float:
    """Milliseconds of the verb."""
    begin = perf_counter()
    offered = offer_slots(cast, starts=STARTS, now=NOW)
    took = (perf_counter() - begin) * 1000
    if len(offered.added) != len(STARTS):
        raise SystemExit("not every slot was added")
    return took


def inserted(cast: Cast) -> float:
    """Milliseconds of one INSERT of the same rows in a transaction of its own."""
    convert = connection.ops.adapt_datetimefield_value
    values = [
        value for start in STARTS for value in (cast.pk, convert(start), convert(start + LENGTH))
    ]
    rows = ", ".join(["(%s, %s, %s)"] * len(STARTS))
    begin = perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        table = Slot._meta.db_table
        sql = f"INSERT INTO {table} (cast_id, starts_at, ends_at) VALUES {rows}"  # noqa: S608
        cursor.execute(sql, values)
    return (perf_counter() - begin) * 1000


def clear(cast: Cast) -> None:
    Slot.objects.filter(cast=cast, starts_at__gte=DAY).delete()


def main() -> None:
    cast = Cast.objects.select_related("user").get(user__email="cast2@example.com")
    verb: list[float] = []
    bare: list[float] = []
    for _ in range(RUNS):
        for measure, times in ((saved, verb), (inserted, bare)):
            clear(cast)
            times.append(measure(cast))
    clear(cast)
    with CaptureQueriesContext(connection) as queries:
        saved(cast)
    clear(cast)
    # The transaction's own two ends ask the database nothing.
    asked = [one for one in queries if not one["sql"].startswith(("BEGIN", "COMMIT"))]
    ratios = [one / floor for one, floor in zip(verb, bare, strict=True)]
    lines = Lines()
    lines.add(f"{len(STARTS)} slots in one save / bare INSERT", ratios, "times", RATIO)
    lines.add(f"{len(STARTS)} slots in one save", [len(asked)], "queries", QUERIES)
    sys.exit(not lines.all_pass)


main()
