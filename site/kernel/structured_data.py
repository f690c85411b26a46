"""What search engines read beside the page: JSON-LD in blocks that no browser runs."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urljoin

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

Data = dict[str, Any]

CONTEXT = "https://schema.org"
# What could end the block, or begin a comment in it, is written as JSON's own escapes.
ESCAPES = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


class Crumb(NamedTuple):
    name: str
    path: str

    @property
    def url(self) -> str:
        return urljoin(f"{settings.SITE_URL}/", self.path)


def home() -> Crumb:
    return Crumb(_("ホーム"), "/")


def breadcrumb_list(trail: Sequence[Crumb]) -> Data:
    """`trail` leads from home to the page itself."""
    items = [
        {"@type": "ListItem", "position": place, "name": crumb.name, "item": crumb.url}
        for place, crumb in enumerate(trail, 1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def as_block(data: Data) -> SafeString:
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 (escaped)
