"""Who has earned an invitation to a higher rank: the numbers of a period that staff choose."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import (
    Avg,
    Count,
    F,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast as AsType
from django.db.models.functions import NullIf

from cast_portal.domain.grid import DAY, day_of, midnight
from cast_portal.enums import Outcome, ReportStatus
from cast_portal.models import Cast, Rank, RankInvitation
from talk_rooms.enums import Side, TalkStatus

USUAL_DAYS = 90


@dataclass(frozen=True)
class Period:
    """Days of the site's own time zone, both included."""

    first: date
    last: date

    @property
    def talks(self) -> Q:
        return Q(
            reservations__talk__starts_at__gte=midnight(self.first),
            reservations__talk__starts_at__lt=midnight(self.last) + DAY,
        )


def usual_period(now: datetime) -> Period:
    today = day_of(now)
    return Period(today - timedelta(days=USUAL_DAYS), today)


def candidates(
    period: Period,
    *,
    rank: Rank | None = None,
    min_talks: int | None = None,
    min_rating: float | None = None,
    now: datetime,
) -> QuerySet[Cast]:
    """Each carries `talks` (over and not cancelled), `done_percent` (talks whose report finally
    says 完了; None without talks), `rating` (None without reviews), `review_count`,
    `cancellations` (by the cast) and the last invitation as `invited_at` and `invited_status`.
    """
    casts = with_numbers(Cast.objects.filter(user__is_active=True), period, now=now)
    if rank:
        casts = casts.filter(rank=rank)
    if min_talks is not None:
        casts = casts.filter(Q(talks__gte=min_talks))
    if min_rating is not None:
        casts = casts.filter(Q(rating__gte=min_rating))
    return with_last_invitation(casts.select_related("user", "rank"))


def with_numbers(casts: QuerySet[Cast], period: Period, *, now: datetime) -> QuerySet[Cast]:
    # A reservation has one talk and that one report and one review, so no row counts twice.
    cancelled = Q(reservations__talk__status=TalkStatus.CANCELLED)
    over = period.talks & Q(reservations__talk__ends_at__lte=now) & ~cancelled
    done = over & Q(
        reservations__talk__report__status=ReportStatus.FINAL,
        reservations__talk__report__outcome=Outcome.DONE,
    )
    by_cast = period.talks & cancelled & Q(reservations__talk__cancelled_by=Side.CAST)
    return casts.annotate(
        talks=Count("reservations", filter=over),
        done_percent=Value(100.0)
        * AsType(Count("reservations", filter=done), FloatField())
        / AsType(NullIf(Count("reservations", filter=over), Value(0)), FloatField()),
        rating=Avg("reservations__talk__review__rating", filter=over),
        review_count=Count("reservations__talk__review", filter=over),
        cancellations=Count("reservations", filter=by_cast),
    )


def with_last_invitation(casts: QuerySet[Cast]) -> QuerySet[Cast]:
    last = RankInvitation.objects.filter(cast=OuterRef("pk")).order_by("-invited_at")
    return casts.annotate(
        invited_at=Subquery(last.values("invited_at")[:1]),
        invited_status=Subquery(last.values("status")[:1]),
    )


def sorted_by(casts: QuerySet[Cast], ordering: str) -> QuerySet[Cast]:
    """By a number's name, with - for the greatest first; who has no number always comes last."""
    number = F(ordering.removeprefix("-"))
    descends = ordering.startswith("-")
    key = number.desc(nulls_last=True) if descends else number.asc(nulls_last=True)
    return casts.order_by(key, "pk")
