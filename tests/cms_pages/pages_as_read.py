"""What a reader gets from a page's HTML."""

import json
from html.parser import HTMLParser
from typing import Any

DATA_BLOCK = "application/ld+json"


class Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.sources: list[str] = []
        self.inline: list[str] = []
        self.meta: dict[str, str] = {}
        self.canonical: str | None = None
        self.data: list[dict[str, Any]] = []
        self.is_in_data = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.levels.append(int(tag[1]))
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        self.is_in_data = tag == "script" and found.get("type") == DATA_BLOCK
        is_data = found.get("type") in (DATA_BLOCK, "application/json")
        if tag == "script" and "src" not in found and not is_data:
            self.inline.append(tag)
        if tag == "meta" and "content" in found:
            self.meta[found.get("name") or found.get("property", "")] = found["content"]
        if tag == "link" and found.get("rel") == "canonical":
            self.canonical = found["href"]
        if "id" in found:
            self.ids.append(found["id"])
        self.sources += [found[name] for name in ("src", "href") if name in found and tag != "a"]
        self.inline += [name for name in found if name == "style" or name.startswith("on")]

    def handle_data(self, data):
        if self.is_in_data:
            self.data.append(json.loads(data))
            self.is_in_data = False

    def data_of(self, kind: str) -> dict[str, Any] | None:
        """The structured data of that schema.org type."""
        return next((one for one in self.data if one["@type"] == kind), None)


def read(response) -> Reader:
    return Reader(response.content.decode())
