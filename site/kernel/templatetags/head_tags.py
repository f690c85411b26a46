"""How a public page tells search engines and those who share it what it is."""

from html import unescape
from typing import Any
from urllib.parse import urljoin

from django import template
from django.core.paginator import Page
from django.template.base import Parser, Token
from django.utils.encoding import escape_uri_path
from django.utils.safestring import SafeString, mark_safe

from kernel.links import absolute_url
from kernel.structured_data import Crumb, Data, as_block, breadcrumb_list, home

register = template.Library()


class WordsNode(template.Node):
    # Not a `simple_block_tag`: blocks inside it would lose what they override.
    def __init__(self, nodelist: template.NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: template.Context) -> str:
        context[self.name] = mark_safe(  # noqa: S308 (what templates have rendered)
            self.nodelist.render(context).strip()
        )
        return ""


@register.tag
def words_of(parser: Parser, token: Token) -> WordsNode:
    """`{% words_of page_title %}…{% endwords_of %}` keeps what it holds, to say it twice."""
    _, name = token.split_contents()
    nodelist = parser.parse(("endwords_of",))
    parser.delete_first_token()
    return WordsNode(nodelist, name)


@register.simple_tag(takes_context=True)
def canonical_url(context: dict[str, Any]) -> str:
    """One address per page: without a query, but for the later pages of an unfiltered list."""
    address = absolute_url(escape_uri_path(context["request"].path))
    page = context.get("page")
    if isinstance(page, Page) and page.number > 1 and not context.get("is_filtered"):
        return f"{address}?page={page.number}"
    return address


@register.simple_tag(takes_context=True)
def breadcrumb_data(context: dict[str, Any]) -> str:
    """The page's `trail`, or the way from home to it; nothing on the home page itself."""
    path = context["request"].path
    here = Crumb(unescape(context["page_title"]), path)
    trail = context.get("trail") or [home(), here]
    return as_block(breadcrumb_list(trail)) if path != home().path else ""


@register.filter
def absolute(address: str) -> str:
    """A file's address, which some storages give whole and some as a path."""
    return urljoin(absolute_url("/"), address)


@register.filter
def as_data_block(data: Data) -> SafeString:
    return as_block(data)
