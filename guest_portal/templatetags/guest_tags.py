from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("guest_portal/_rating.html")
def rating(average: float | None, count: int | None) -> dict[str, Any]:
    return {"average": average, "count": count or 0}
