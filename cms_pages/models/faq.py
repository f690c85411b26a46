from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index

from cms_pages.facts import HELP, Facts, fill_facts, known_facts
from cms_pages.models.base import FACTS_PANEL, SitePage
from cms_pages.rich_text import FEATURES, expand_all
from cms_pages.structured_data import faq_page
from kernel.folding import fold_words


class FAQCategory(models.Model):
    name = models.CharField(_("名前"), max_length=40, unique=True, help_text=_("例：予約について"))
    slug = models.SlugField(
        _("識別名"), max_length=40, unique=True, help_text=_("アドレスの #… に使う英数字")
    )
    order = models.PositiveSmallIntegerField(
        _("並び順"), default=0, help_text=_("小さい順に並びます。")
    )

    panels = [FieldPanel("name"), FieldRowPanel([FieldPanel("slug"), FieldPanel("order")])]

    class Meta:
        verbose_name = _("質問のカテゴリー")
        verbose_name_plural = _("質問のカテゴリー")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class QuestionQuerySet(models.QuerySet["Question"]):
    def live(self) -> "QuestionQuerySet":
        return self.filter(live=True)

    def featured(self) -> "QuestionQuerySet":
        return self.live().filter(is_featured=True).order_by("category__order", "order", "pk")

    def having(self, words: list[str]) -> "QuestionQuerySet":
        """Questions that have every one of the folded words, here or in their answers."""
        found = self
        for word in words:
            found = found.filter(search_text__folded__contains=word)
        return found


class Question(
    WorkflowMixin,
    PreviewableMixin,
    DraftStateMixin,
    RevisionMixin,
    index.Indexed,
    models.Model,
):
    category = models.ForeignKey(
        FAQCategory,
        on_delete=models.PROTECT,
        related_name="questions",
        verbose_name=_("カテゴリー"),
        help_text=_("よくあるご質問ページでの分類"),
    )
    question = models.CharField(
        _("質問"), max_length=120, validators=[known_facts], help_text=_("聞く人の言葉で。")
    )
    answer = RichTextField(_("回答"), features=FEATURES, validators=[known_facts], help_text=HELP)
    slug = models.SlugField(
        _("識別名"),
        max_length=60,
        unique=True,
        help_text=_("/faq/#… のように質問へ直接リンクするための英数字"),
    )
    order = models.PositiveSmallIntegerField(
        _("並び順"), default=0, help_text=_("カテゴリーの中で小さい順に並びます。")
    )
    is_featured = models.BooleanField(
        _("注目の質問"), default=False, help_text=_("トップページにも表示します。")
    )

    objects = QuestionQuerySet.as_manager()
    panels = [
        FieldPanel("category"),
        FieldPanel("question"),
        FieldPanel("answer"),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("order"), FieldPanel("is_featured")]),
        FACTS_PANEL,
    ]
    search_fields = [
        index.SearchField("question", boost=2),
        index.SearchField("answer"),
        index.AutocompleteField("question"),
        index.FilterField("live"),
    ]

    class Meta:
        verbose_name = _("よくあるご質問")
        verbose_name_plural = _("よくあるご質問")
        ordering = ["category__order", "order", "pk"]

    # Set on those that a search on the page does not want.
    is_left_out = False

    def __str__(self) -> str:
        return self.question

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "cms_pages/question_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {"question": self, "request": request, "facts": Facts(request)}

    @cached_property
    def answer_html(self) -> str:
        return mark_safe(expand_all([self.answer])[0])  # noqa: S308 (Wagtail's own rich text)


class FAQIndexPage(SitePage):
    template = "cms_pages/faq_index_page.html"
    max_count = 1
    parent_page_types = ["cms_pages.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("よくあるご質問ページ")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        words = request.GET.get("q", "").strip()[:80]
        groups = question_groups()
        if words:
            leave_out(groups, words)
        else:
            context["structured_data"] = [faq_page(told(groups, context["facts"]))]
        left = [one.is_left_out for group in groups for one in group.questions]
        counts = {"total": len(left), "found": left.count(False)}
        return context | counts | {"words": words, "groups": groups}


@dataclass(frozen=True)
class Group:
    category: FAQCategory
    questions: list[Question]

    @property
    def is_left_out(self) -> bool:
        return all(question.is_left_out for question in self.questions)


def question_groups() -> list[Group]:
    """Categories that have live questions; two queries and one for links."""
    live = Question.objects.live().order_by("order", "pk")
    categories = FAQCategory.objects.prefetch_related(Prefetch("questions", live, to_attr="shown"))
    groups = [Group(category, category.shown) for category in categories if category.shown]
    questions = [question for group in groups for question in group.questions]
    for question, html in zip(
        questions, expand_all([one.answer for one in questions]), strict=True
    ):
        question.answer_html = mark_safe(html)  # noqa: S308 (Wagtail's own rich text)
    return groups


def leave_out(groups: list[Group], words: str) -> None:
    """They stay on the page, hidden: the browser goes on filtering while one types."""
    found = set(Question.objects.having(fold_words(words)).values_list("pk", flat=True))
    for group in groups:
        for question in group.questions:
            question.is_left_out = question.pk not in found


def told(groups: list[Group], facts: Facts) -> Iterator[tuple[str, str]]:
    for group in groups:
        for one in group.questions:
            yield facts.fill(one.question), fill_facts(one.answer_html, facts)
