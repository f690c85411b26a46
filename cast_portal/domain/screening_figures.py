"""How screening went, month by month in Tokyo; counts and dates only, nobody's data."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from statistics import median
from typing import NamedTuple

from django.utils.timezone import localdate, make_aware
from wagtail.models import ModelLogEntry

from cast_portal.domain.business_days import business_days_within, closed_days_after
from cast_portal.enums import ApplicationStatus
from cast_portal.models import CastApplication

DECIDED = (ApplicationStatus.APPROVED, ApplicationStatus.DECLINED)


class Decision(NamedTuple):
    day: date
    submitted_on: date
    is_approval: bool
    is_overdue: bool


@dataclass(frozen=True)
class Figures:
    """What was decided in a month, or in a period that begins with it.

    `month` is its first day; `waits` are the decisions' business days.
    """

    month: date
    decisions: Sequence[Decision]
    waits: Sequence[int]
    returned: int

    @property
    def decided(self) -> int:
        return len(self.decisions)

    @cached_property
    def approved(self) -> int:
        return sum(decision.is_approval for decision in self.decisions)

    @property
    def declined(self) -> int:
        return self.decided - self.approved

    @cached_property
    def overdue(self) -> int:
        return sum(decision.is_overdue for decision in self.decisions)

    @property
    def approved_share(self) -> float | None:
        return self.share(self.approved)

    @property
    def overdue_share(self) -> float | None:
        return self.share(self.overdue)

    @property
    def median_wait(self) -> float | None:
        return float(median(self.waits)) if self.waits else None

    def share(self, count: int) -> float | None:
        """In %, to one decimal; None where nothing was decided."""
        return round(100 * count / self.decided, 1) if self.decided else None


def screening_figures(first: date, last: date) -> tuple[list[Figures], Figures]:
    """Each month from `first` to `last` (first days of months), and the whole period."""
    start, end = midnight(first), midnight(following_month(last))
    decisions, returns = decisions_between(start, end), returns_between(start, end)
    waits = waits_of(decisions)
    by_month: dict[date, tuple[list[Decision], list[int]]] = defaultdict(lambda: ([], []))
    for decision, wait in zip(decisions, waits, strict=True):
        month = by_month[decision.day.replace(day=1)]
        month[0].append(decision)
        month[1].append(wait)
    months = [
        Figures(month, *by_month[month], returns.count(month)) for month in months_of(first, last)
    ]
    return months, Figures(first, decisions, waits, len(returns))


def decisions_between(start: datetime, end: datetime) -> list[Decision]:
    rows = CastApplication.objects.filter(
        status__in=DECIDED, decided_at__gte=start, decided_at__lt=end, submitted_at__isnull=False
    ).values_list("decided_at", "submitted_at", "due_to", "status")
    return [
        Decision(
            day=localdate(decided),
            submitted_on=localdate(sent),
            is_approval=status == ApplicationStatus.APPROVED,
            is_overdue=due is not None and localdate(decided) > due,
        )
        for decided, sent, due, status in rows
    ]


def returns_between(start: datetime, end: datetime) -> list[date]:
    """The month of each time that an applicant was asked to send something again."""
    moments = ModelLogEntry.objects.filter(
        action="cast_portal.return_application", timestamp__gte=start, timestamp__lt=end
    ).values_list("timestamp", flat=True)
    return [localdate(moment).replace(day=1) for moment in moments]


def waits_of(decisions: Sequence[Decision]) -> list[int]:
    """Business days from the day of sending, which does not count, to the day of deciding."""
    if not decisions:
        return []
    first = min(decision.submitted_on for decision in decisions)
    last = max(decision.day for decision in decisions)
    days = business_days_within(first, last, closed=closed_days_after(first))
    return [
        bisect_right(days, decision.day) - bisect_right(days, decision.submitted_on)
        for decision in decisions
    ]


def midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))


def following_month(month: date, count: int = 1) -> date:
    """The first day of the month that comes `count` months after; before, when negative."""
    year, index = divmod(month.year * 12 + month.month - 1 + count, 12)
    return date(year, index + 1, 1)


def months_of(first: date, last: date) -> list[date]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [following_month(first, number) for number in range(count)]
