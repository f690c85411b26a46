from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Prefetch, Q
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index

from cms_pages.facts import HELP, known_facts
from cms_pages.models.base import SitePage
from cms_pages.rich_text import FEATURES, expand_all


class FAQCategory(models.Model):
    name = models.CharField(_("名前"), max_length=40, unique=True, help_text=_("例:予約について"))
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

    def matching(self, words: str) -> "QuestionQuerySet":
        """Questions that have every word, in the question or in its answer."""
        found = self
        for word in words.split():
            found = found.filter(Q(question__icontains=word) | Q(answer__icontains=word))
        return found


class Question(WorkflowMixin, DraftStateMixin, RevisionMixin, index.Indexed, models.Model):
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
    ]
    search_fields = [
        index.SearchField("question", boost=2),
        index.SearchField("answer"),
        index.AutocompleteField("question"),
        index.FilterField("live"),
    ]

    class Meta:
        verbose_name = _("よくある質問")
        verbose_name_plural = _("よくある質問")
        ordering = ["category__order", "order", "pk"]

    def __str__(self) -> str:
        return self.question

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
        words = request.GET.get("q", "").strip()[:80]
        return super().get_context(request, *args, **kwargs) | {
            "words": words,
            "groups": question_groups(words),
        }


def question_groups(words: str) -> Sequence[FAQCategory]:
    """Categories that have live questions, each with `shown`; two queries and one for links."""
    wanted = Question.objects.live().matching(words).order_by("order", "pk")
    categories = FAQCategory.objects.prefetch_related(
        Prefetch("questions", wanted, to_attr="shown")
    )
    groups = [category for category in categories if category.shown]
    questions = [question for group in groups for question in group.shown]
    for question, html in zip(
        questions, expand_all([one.answer for one in questions]), strict=True
    ):
        question.answer_html = mark_safe(html)  # noqa: S308 (Wagtail's own rich text)
    return groups
