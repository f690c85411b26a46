"""How a guest finds a cast: only listed casts, only times that can still be reserved."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Avg, Count, Exists, F, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.http import Http404
from django.utils.timezone import get_current_timezone

from cast_portal.domain.bookable import bookable_slots
from cast_portal.domain.pictures import main_pictures
from cast_portal.models import Cast, Category, Rank, Slot
from guest_portal.models import Review

TIMES_ON_A_CARD = 3


def listed_casts() -> QuerySet[Cast]:
    return Cast.objects.filter(is_listed=True, user__is_active=True).select_related("user", "rank")


def listed_cast(public_id: str) -> Cast:
    cast = listed_casts().prefetch_related("categories").filter(user__public_id=public_id).first()
    if cast is None:
        raise Http404
    return cast


def newest_casts() -> QuerySet[Cast]:
    return with_rating(listed_casts()).prefetch_related("categories", main_pictures())


def find_casts(
    *, category: Category | None, rank: Rank | None, day: date | None, now: datetime
) -> QuerySet[Cast]:
    """Who is free soonest comes first. Each carries `next_times`, `rating` and `review_count`."""
    free = on_day(bookable_slots(now=now), day)
    casts = with_rating(listed_casts())
    if category:
        casts = casts.filter(categories=category)
    if rank:
        casts = casts.filter(rank=rank)
    of_cast = free.filter(cast=OuterRef("pk"))
    casts = casts.annotate(next_at=Subquery(of_cast.order_by("starts_at").values("starts_at")[:1]))
    if day:
        casts = casts.filter(next_at__isnull=False)
    next_times = beginnings(free).order_by("starts_at")[:TIMES_ON_A_CARD]
    return casts.prefetch_related(
        "categories",
        main_pictures(),
        Prefetch("slots", queryset=next_times, to_attr="next_times"),
    ).order_by(F("next_at").asc(nulls_last=True), "-created_at")


def with_rating(casts: QuerySet[Cast]) -> QuerySet[Cast]:
    reviews = (
        Review.objects.filter(talk__reservation__cast=OuterRef("pk"))
        .order_by()
        .values("talk__reservation__cast")
    )
    return casts.annotate(
        rating=Subquery(reviews.annotate(value=Avg("rating")).values("value")),
        review_count=Subquery(reviews.annotate(value=Count("pk")).values("value")),
    )


def beginnings(free: QuerySet[Slot]) -> QuerySet[Slot]:
    """Of slots that follow on each other only the first: one line instead of twenty."""
    before = free.filter(cast=OuterRef("cast"), ends_at=OuterRef("starts_at"))
    return free.filter(~Exists(before))


def on_day(slots: QuerySet[Slot], day: date | None) -> QuerySet[Slot]:
    """`day` is a day of the site's own time zone."""
    if day is None:
        return slots
    start = datetime(day.year, day.month, day.day, tzinfo=get_current_timezone())
    return slots.filter(starts_at__gte=start, starts_at__lt=start + timedelta(days=1))


@dataclass(frozen=True)
class FreeDay:
    day: date
    free: int


def free_days(cast: Cast, *, now: datetime) -> list[FreeDay]:
    days = (
        bookable_slots(now=now)
        .filter(cast=cast)
        .annotate(day=TruncDate("starts_at"))
        .order_by("day")
        .values("day")
        .annotate(free=Count("pk"))
    )
    return [FreeDay(row["day"], row["free"]) for row in days]


def free_slots(cast: Cast, day: date, *, now: datetime) -> list[Slot]:
    return list(on_day(bookable_slots(now=now), day).filter(cast=cast).order_by("starts_at"))
