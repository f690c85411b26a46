from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from cms_pages.domain.announcements import announcements_for, unread_count, with_html

register = template.Library()
SHOWN_AT_ONCE = 5


@register.inclusion_tag("cms_pages/_announcements.html", takes_context=True)
def announcements(context: dict[str, Any]) -> dict[str, Any]:
    """On dashboards: what the office has to say to the person who looks at the page."""
    shown = announcements_for(context["request"].user, now=timezone.now())[:SHOWN_AT_ONCE]
    found = with_html(shown)
    return {
        "urgent": [one for one in found if one.is_urgent],
        "others": [one for one in found if not one.is_urgent],
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("cms_pages/_news.html")
def news() -> dict[str, Any]:
    """On public pages: the newest that anybody may read, whoever is looking."""
    shown = announcements_for(AnonymousUser(), now=timezone.now())
    return {"announcements": shown[:SHOWN_AT_ONCE]}


@register.simple_tag(takes_context=True)
def unread_announcements(context: dict[str, Any]) -> int:
    return unread_count(context["request"].user, now=timezone.now())
