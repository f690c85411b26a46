"""One way to write how long something takes, on every page."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone

from kernel.dates import elapsed, length, time_of_end

register = template.Library()
register.simple_tag(time_of_end)


@register.filter
def length_of_time(span: timedelta) -> str:
    return length(span)


@register.filter
def time_since(moment: datetime) -> str:
    return elapsed(timezone.now() - moment)
