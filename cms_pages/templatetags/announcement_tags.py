from typing import Any

from django import template
from django.utils import timezone

from cms_pages.domain.announcements import announcements_for

register = template.Library()


@register.inclusion_tag("cms_pages/_announcements.html", takes_context=True)
def announcements(context: dict[str, Any]) -> dict[str, Any]:
    """What the office has to say to the person who looks at the page, and to nobody else."""
    shown = announcements_for(context["request"].user, now=timezone.now())
    return {"announcements": shown}
