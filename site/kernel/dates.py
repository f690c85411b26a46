from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _


def day_and_time(moment: datetime) -> str:
    """A moment as mails and messages write it, on the site's own clock: 11月24日(火) 19:00."""
    return date_format(localtime(moment), "n月j日(D) G:i")


def period(starts_at: datetime, ends_at: datetime) -> str:
    """2026年11月24日(火) 19:00〜19:06."""
    start = date_format(localtime(starts_at), "Y年n月j日(D) G:i")
    return f"{start}〜{date_format(localtime(ends_at), 'G:i')}"


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
