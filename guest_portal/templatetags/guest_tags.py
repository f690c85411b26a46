from datetime import timedelta
from typing import Any

from django import template

from kernel.dates import length

register = template.Library()


@register.filter(name="length_of_time")
def length_of_time(span: timedelta) -> str:
    return length(span)


@register.inclusion_tag("guest_portal/_rating.html")
def rating(average: float | None, count: int | None) -> dict[str, Any]:
    return {"average": average, "count": count or 0}
