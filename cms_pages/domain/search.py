"""The site search: what a visitor finds, and how it is shown."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cms_pages.facts import Facts
from cms_pages.models import SearchText
from kernel.folding import spans_of

LONGEST = 80
MOST_WORDS = 8
BEFORE, AFTER = 40, 110


@dataclass(frozen=True)
class Finding:
    kind: str
    title: SafeString
    excerpt: SafeString
    path: str


def find(words: list[str], *, now: datetime) -> QuerySet[SearchText]:
    """`words` are folded; they must all be there. Without words nothing is found."""
    if not words:
        return SearchText.objects.none()
    found = SearchText.objects.public_at(now).having(words[:MOST_WORDS])
    return found.select_related("page", "question")


def finding(text: SearchText, words: list[str], facts: Facts) -> Finding:
    return Finding(
        kind="page" if text.page_id else "question" if text.question_id else "announcement",
        title=marked(facts.fill(text.title), words),
        excerpt=excerpt(facts.fill(text.text), words),
        path=path_of(text),
    )


def path_of(text: SearchText) -> str:
    if text.page:
        return text.page.url or ""
    if text.question:
        return f"{reverse('wagtail_serve', args=['faq/'])}#{text.question.slug}"
    return reverse("cms_pages:announcement", args=[text.announcement_id])


def excerpt(text: str, words: list[str]) -> SafeString:
    """The sentence around the first word that was found, or how the text begins."""
    first = next(iter(spans_of(words, text)), (0, 0))[0]
    start = sentence_start(text, first)
    end = first + AFTER
    shown = marked(text[start:end].strip(), words)
    return mark_safe(  # noqa: S308 (escaped by `marked`)
        f"{'…' if start else ''}{shown}{'…' if end < len(text) else ''}"
    )


def sentence_start(text: str, position: int) -> int:
    """Shortly before the position: after a full stop if there is one near."""
    earliest = max(position - BEFORE, 0)
    return text.rfind("。", earliest, position) + 1 or earliest


def marked(text: str, words: list[str]) -> SafeString:
    parts, done = [], 0
    for start, end in spans_of(words, text):
        parts += [escape(text[done:start]), f"<mark>{escape(text[start:end])}</mark>"]
        done = end
    return mark_safe("".join([*parts, escape(text[done:])]))  # noqa: S308 (escaped piece by piece)
