from functools import cache
from typing import Any
from unicodedata import normalize

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """The drawing in `templates/icons/`. It is hidden from screen readers: write the word too."""
    return render_to_string(f"icons/{name}.svg")


@register.filter
def initial(name: str) -> str:
    """A letter in place of a picture, whole and large: ガ of ｶﾞｸ, A of alice."""
    return normalize("NFKC", name).strip()[:1].upper()


@register.inclusion_tag("shell/nav_link.html", takes_context=True)
def nav_link(
    context: template.Context, viewname: str, icon_name: str, label: str, *, exact: bool = False
) -> dict[str, Any]:
    """A link that is marked as current on its page, and on the pages below unless `exact`."""
    url = reverse(viewname)
    path = context["request"].path
    current = path == url if exact else path.startswith(url)
    return {"url": url, "icon": icon_name, "label": label, "current": current}
