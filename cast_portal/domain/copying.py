"""Times that are offered again: copied from a day or a week, or kept as a week's template."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.domain.presence import refuse_gone
from cast_portal.domain.errors import ScheduleRefused
from cast_portal.domain.grid import DAY, day_of, midnight
from cast_portal.domain.own_events import tell_desk
from cast_portal.domain.schedule import Offered
from cast_portal.models import Cast, Slot, WeekTemplate
from kernel.locking import lock_row

WEEK_DAYS = 7
MAX_TEMPLATES = 10


def starts_of(cast: Cast, *, first: date, days: int) -> list[datetime]:
    """What a cast offers, reserved or not, on the days from `first` on."""
    begin = midnight(first)
    mine = Slot.objects.filter(cast=cast, starts_at__gte=begin, starts_at__lt=begin + days * DAY)
    return list(mine.order_by("starts_at").values_list("starts_at", flat=True))


def moved_on(starts: Iterable[datetime], *, days: int, times: int) -> list[datetime]:
    """The same times `days` later, and as often again as `times` says."""
    return [start + round_ * days * DAY for round_ in range(1, times + 1) for start in starts]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def template_starts(template: WeekTemplate, *, week_of: date, weeks: int) -> list[datetime]:
    """The template's times in the week of that day, Monday first, and in the weeks after it."""
    monday = midnight(monday_of(week_of))
    offsets = [timedelta(seconds=second) for second in template.starts]
    return [monday + n * WEEK_DAYS * DAY + offset for n in range(weeks) for offset in offsets]


@transaction.atomic
def save_template(cast: Cast, *, name: str, week_of: date) -> WeekTemplate:
    """Keeps the week of that day under a name; the name's earlier template is replaced."""
    refuse_gone(lock_row(cast).user)
    monday = monday_of(week_of)
    starts = starts_of(cast, first=monday, days=WEEK_DAYS)
    if not starts:
        raise ScheduleRefused("week_is_empty", _("この週には登録済みの枠がありません。"))
    others = WeekTemplate.objects.filter(cast=cast).exclude(name=name)
    if others.count() >= MAX_TEMPLATES:
        message = _("ひな形は%(count)s件まで保存できます。不要なものを削除してください。")
        raise ScheduleRefused("too_many_templates", message % {"count": MAX_TEMPLATES})
    seconds = [int((start - midnight(monday)).total_seconds()) for start in starts]
    template, _created = WeekTemplate.objects.update_or_create(
        cast=cast, name=name, defaults={"starts": seconds}
    )
    tell_desk(cast.user.public_id)
    return template


def delete_template(cast: Cast, template_id: int) -> None:
    WeekTemplate.objects.filter(cast=cast, pk=template_id).delete()
    tell_desk(cast.user.public_id)


@dataclass(frozen=True)
class DayPlan:
    """How many slots of one day a plan adds, finds there already, and has to leave out."""

    day: date
    added: int
    kept: int
    refused: int


def plan_by_day(plan: Offered) -> list[DayPlan]:
    added = Counter(day_of(slot.starts_at) for slot in plan.added)
    kept = Counter(day_of(start) for start in plan.kept)
    refused = Counter(day_of(one.starts_at) for one in plan.refused)
    days: Sequence[date] = sorted({*added, *kept, *refused})
    return [DayPlan(day, added[day], kept[day], refused[day]) for day in days]
