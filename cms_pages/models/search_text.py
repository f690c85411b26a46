from datetime import datetime

from django.db import models
from django.db.models import Case, F, Q, Value, When
from wagtail.models import Page

from cms_pages.enums import PUBLIC_AUDIENCES
from cms_pages.models.announcement import Announcement
from cms_pages.models.faq import Question

SUBJECTS = ("page", "question", "announcement")


class SearchTextQuerySet(models.QuerySet["SearchText"]):
    def public_at(self, now: datetime) -> "SearchTextQuerySet":
        """What a visitor may read at this moment, judged by the things themselves."""
        announcements = Announcement.objects.shown_at(now).filter(audience__in=PUBLIC_AUDIENCES)
        return self.filter(
            Q(page__in=Page.objects.live().public())
            | Q(question__live=True)
            | Q(announcement__in=announcements.order_by())
        )

    def having(self, words: list[str]) -> "SearchTextQuerySet":
        """Texts with every one of the folded words, those with most of them in the title first."""
        found = self
        in_title: models.Expression | Value = Value(0)
        for word in words:
            found = found.filter(folded__contains=word)
            in_title = in_title + Case(When(folded_title__contains=word, then=1), default=0)
        return found.annotate(words_in_title=in_title).order_by(
            "-words_in_title", *(F(f"{name}_id").asc(nulls_first=True) for name in SUBJECTS[::-1])
        )


class SearchText(models.Model):
    """The words of one page, question or announcement, kept for the site search."""

    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, null=True, related_name="search_text"
    )
    question = models.OneToOneField(
        Question, on_delete=models.CASCADE, null=True, related_name="search_text"
    )
    announcement = models.OneToOneField(
        Announcement, on_delete=models.CASCADE, null=True, related_name="search_text"
    )
    # As they were written, with the {{names}} of facts.
    title = models.TextField(editable=False)
    text = models.TextField(editable=False)
    # With the facts filled in, see `folding`.
    folded_title = models.TextField(editable=False)
    folded = models.TextField(editable=False)

    objects = SearchTextQuerySet.as_manager()
    # Wagtail would count it among the places where a page is used.
    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="search_text_has_one_subject",
                condition=Q(page__isnull=False, question=None, announcement=None)
                | Q(page=None, question__isnull=False, announcement=None)
                | Q(page=None, question=None, announcement__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title
