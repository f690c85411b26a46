from datetime import datetime, time, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _


def day_and_time(moment: datetime) -> str:
    """A moment as mails and messages write it, on the site's own clock: 11月24日(火) 19:00."""
    return date_format(localtime(moment), "n月j日(D) G:i")


def period(starts_at: datetime, ends_at: datetime) -> str:
    """2026年11月24日(火) 19:00〜19:06."""
    start = date_format(localtime(starts_at), "Y年n月j日(D) G:i")
    return f"{start}〜{time_of_end(ends_at, starts_at)}"


def time_of_end(moment: datetime, since: datetime, clock: str = "G:i") -> str:
    """An end on the clock, seen from the day of `since`: 19:06, 24:00 or 翌2:07."""
    end, start = localtime(moment), localtime(since)
    if end.date() == start.date():
        return date_format(end, clock)
    if end.time() == time.min and end.date() - start.date() == timedelta(days=1):
        return "24:00"
    return _("翌%s") % date_format(end, clock)


def length(span: timedelta) -> str:
    """2分, 45秒, 2分30秒 or 1時間30分."""
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [_("%s時間") % hours] if hours else []
    if minutes:
        parts.append(_("%s分") % minutes)
    if seconds or not parts:
        parts.append(_("%s秒") % seconds)
    return "".join(parts)


def elapsed(span: timedelta) -> str:
    """The two largest units, seconds only below a minute: 2日3時間, 3時間12分, 12分, 45秒."""
    minute = timedelta(minutes=1)
    if span < minute:
        return length(max(span, timedelta()))
    if span.days:
        hours = span.seconds // 3600
        return _("%s日") % span.days + (_("%s時間") % hours if hours else "")
    return length(span // minute * minute)
