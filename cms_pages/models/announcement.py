from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PublishingPanel
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index

from cms_pages.enums import Audience
from cms_pages.rich_text import FEATURES


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def shown_at(self, now: datetime) -> "AnnouncementQuerySet":
        """Published and not over, even where the minute's task has yet to take them down."""
        return self.filter(Q(expire_at=None) | Q(expire_at__gt=now), live=True)


class Announcement(
    WorkflowMixin, PreviewableMixin, DraftStateMixin, RevisionMixin, index.Indexed, models.Model
):
    """An office notice. Wagtail's own schedule (go live, expire) says when it is shown."""

    title = models.CharField(
        _("題名"), max_length=80, help_text=_("一覧に出ます。ひと目で用件が分かる言葉で。")
    )
    body = RichTextField(_("本文"), features=FEATURES, help_text=_("簡潔に。リンクも使えます。"))
    audience = models.CharField(
        _("お知らせする相手"),
        max_length=10,
        choices=Audience.choices,
        default=Audience.EVERYONE,
        help_text=_(
            "「すべての方」はログインしていない方にも見えます。"
            "「キャスト」「ゲスト」は、その方々のマイページだけに出ます。"
        ),
    )
    is_important = models.BooleanField(
        _("重要"), default=False, help_text=_("一覧の先頭に、目立つ形で表示します。")
    )

    objects = AnnouncementQuerySet.as_manager()
    panels = [
        FieldPanel("title"),
        FieldPanel("body"),
        FieldRowPanel([FieldPanel("audience"), FieldPanel("is_important")]),
        PublishingPanel(),
    ]
    search_fields = [
        index.SearchField("title", boost=2),
        index.SearchField("body"),
        index.AutocompleteField("title"),
        index.FilterField("audience"),
        index.FilterField("live"),
    ]

    class Meta:
        verbose_name = _("お知らせ")
        verbose_name_plural = _("お知らせ")
        ordering = ["-is_important", "-first_published_at", "-pk"]
        indexes = [models.Index(fields=["live", "audience"], name="announcements_shown")]

    def __str__(self) -> str:
        return self.title

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "cms_pages/announcement_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {"announcement": self, "request": request}
