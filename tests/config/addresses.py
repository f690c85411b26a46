"""Every address that the site knows, with real things in the place of its parts."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


def addresses(parts: Mapping[str, Any]) -> Iterator[str]:
    """Without the admin's; a part that `parts` does not know becomes "1"."""
    for route in routes(get_resolver().url_patterns):
        if not route.removeprefix("^").startswith("admin"):
            filled = PART.sub(lambda match: str(parts.get(match[1] or match[2], "1")), route)
            yield "/" + filled.replace("^", "").replace("$", "").replace("\\Z", "")


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route
