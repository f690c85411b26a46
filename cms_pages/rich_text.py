import re
from collections.abc import Sequence
from html import unescape
from typing import NamedTuple

from django.utils.html import strip_tags
from wagtail.rich_text import expand_db_html

FEATURES = ["bold", "italic", "ol", "ul", "link"]
LONG_FEATURES = ["h2", "h3", *FEATURES, "hr"]
# Never part of rich text that editors write: their editor drops comments.
BOUNDARY = "<!-- next -->"


def expand_all(sources: Sequence[str]) -> list[str]:
    """Expands many rich texts with the queries of one: links are looked up together."""
    return expand_db_html(BOUNDARY.join(sources)).split(BOUNDARY) if sources else []


class Heading(NamedTuple):
    anchor: str
    words: str


H2 = re.compile(r"<h2\b[^>]*>(.*?)</h2>", re.DOTALL)


def with_anchors(html: str) -> tuple[str, list[Heading]]:
    """Rich text whose h2 headings can be linked to, and these headings."""
    headings: list[Heading] = []

    def anchored(match: re.Match[str]) -> str:
        heading = Heading(f"section-{len(headings) + 1}", unescape(strip_tags(match[1])))
        headings.append(heading)
        return f'<h2 id="{heading.anchor}">{match[1]}</h2>'

    return H2.sub(anchored, html), headings
