from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.safestring import SafeString
from wagtail.rich_text import RichText

from cms_pages.enums import Drawing
from cms_pages.facts import Facts, all_facts, fill_facts, seconds

register = template.Library()


@register.filter
def with_facts(text: str | RichText, facts: Facts | None = None) -> SafeString:
    """Puts the settings' values in the place of {{names}}; `facts` is in a page's context."""
    return fill_facts(text, facts or Facts())


@register.simple_tag
def facts_of_today() -> dict[str, str]:
    return all_facts()


@register.simple_tag(takes_context=True)
def fact(context: dict[str, Any], name: str) -> str:
    return (context.get("facts") or Facts()).get(name, "")


@register.inclusion_tag("cms_pages/_timeline.html", takes_context=True)
def slot_timeline(context: dict[str, Any]) -> dict[str, Any]:
    """How one slot is divided, from the settings of today."""
    numbers = (context.get("facts") or Facts()).numbers
    slot, margin = numbers.booking.slot_seconds, numbers.room.margin_seconds
    return {
        "slot": seconds(slot),
        "margin": seconds(margin),
        "talk": seconds(numbers.talk_seconds),
        "slot_seconds": slot,
        "margin_seconds": margin,
        "talk_seconds": numbers.talk_seconds,
        "talk_ends_at": clock(slot - margin),
        "talk_starts_at": clock(margin),
        "slot_ends_at": clock(slot),
    }


def clock(count: int) -> str:
    return f"{count // 60}:{count % 60:02}"


@register.simple_tag
def illustration(name: str) -> str:
    return static(f"cms_pages/illustrations/{name}.svg")


@register.inclusion_tag("cms_pages/_drawing.html", takes_context=True)
def drawing(context: dict[str, Any], name: str, caption: str = "") -> dict[str, Any]:
    """A drawn screen; a name that is gone shows nothing but its empty frame."""
    return {
        "address": static(f"cms_pages/drawings/{name}.svg"),
        "description": dict(Drawing.choices).get(name, ""),
        "caption": caption,
        "facts": context.get("facts"),
    }


@register.filter
def masked_address(address: str) -> str:
    """h•••@example.com: enough for its owner to know it, too little for anybody else."""
    name, _, host = address.partition("@")
    return f"{name[:1]}•••@{host}"
