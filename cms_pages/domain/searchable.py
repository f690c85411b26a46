"""Keeps the site search in step with what editors write and with the settings."""

from collections.abc import Iterable, Iterator

from django.db.models import Q
from wagtail.models import get_page_models
from wagtail.search.index import Indexed, SearchField

from cms_pages.facts import Facts
from cms_pages.models import Announcement, Question, SearchText, SitePage
from kernel.folding import fold

Searchable = SitePage | Question | Announcement


def searchable_models() -> list[type[Searchable]]:
    pages = [model for model in get_page_models() if issubclass(model, SitePage)]
    return [*pages, Question, Announcement]


def keep_searchable(written: Searchable) -> None:
    """Reads it anew: while a draft is saved, the object at hand carries words nobody may see."""
    one = type(written)._base_manager.get(pk=written.pk)
    text = SearchText(title=str(one), text=plain_text(one))
    fold_again(text, Facts())
    fields = ("title", "text", "folded_title", "folded")
    SearchText.objects.update_or_create(
        **{subject_of(one): one}, defaults={name: getattr(text, name) for name in fields}
    )


def subject_of(one: Searchable) -> str:
    return "page" if isinstance(one, SitePage) else type(one).__name__.lower()


def plain_text(one: Indexed) -> str:
    """Everything that the model declares as searchable, but for its title."""
    fields = [field for field in one.get_search_fields() if isinstance(field, SearchField)]
    pieces = [piece for field in fields for piece in texts_in(field.get_value(one))]
    return " ".join(" ".join(pieces).split()).removeprefix(str(one)).strip()


def texts_in(value: str | Iterable[str] | None) -> Iterator[str]:
    yield from [value] if isinstance(value, str) else map(str, value or [])


def fold_again(text: SearchText, facts: Facts) -> None:
    text.folded_title = fold(facts.fill(text.title))
    text.folded = f"{text.folded_title}\n{fold(facts.fill(text.text))}"


def follow_settings() -> None:
    """A setting has changed: what names one has other words now."""
    facts = Facts()
    named = SearchText.objects.filter(Q(title__contains="{{") | Q(text__contains="{{"))
    texts = list(named)
    for text in texts:
        fold_again(text, facts)
    SearchText.objects.bulk_update(texts, ["folded_title", "folded"])


def rebuild() -> int:
    """Everything anew, for texts that were written past the models' own save."""
    SearchText.objects.all().delete()
    everything = [one for model in searchable_models() for one in model._base_manager.all()]
    for one in everything:
        keep_searchable(one)
    return len(everything)
