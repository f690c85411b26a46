from collections.abc import Sequence

from wagtail.rich_text import expand_db_html

FEATURES = ["bold", "italic", "ol", "ul", "link"]
LONG_FEATURES = ["h2", "h3", *FEATURES, "hr"]
# Never part of rich text that editors write: their editor drops comments.
BOUNDARY = "<!-- next -->"


def expand_all(sources: Sequence[str]) -> list[str]:
    """Expands many rich texts with the queries of one: links are looked up together."""
    return expand_db_html(BOUNDARY.join(sources)).split(BOUNDARY) if sources else []
