"""What a reader gets from a page's HTML."""

from html.parser import HTMLParser


class Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.sources: list[str] = []
        self.inline: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.levels.append(int(tag[1]))
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag == "script" and "src" not in found:
            self.inline.append(tag)
        if "id" in found:
            self.ids.append(found["id"])
        self.sources += [found[name] for name in ("src", "href") if name in found and tag != "a"]
        self.inline += [name for name in found if name == "style" or name.startswith("on")]


def read(response) -> Reader:
    return Reader(response.content.decode())
