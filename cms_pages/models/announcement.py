from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index

from accounts.enums import Role
from accounts.models import User
from cast_portal.models import Rank
from cms_pages.enums import AUDIENCES_OF_ROLE, PUBLIC_AUDIENCES, Audience
from cms_pages.rich_text import FEATURES


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def shown_at(self, now: datetime) -> "AnnouncementQuerySet":
        """Published and not over, even where the minute's task has yet to take them down."""
        return self.filter(Q(expire_at=None) | Q(expire_at__gt=now), live=True)

    def public(self) -> "AnnouncementQuerySet":
        return self.filter(audience__in=PUBLIC_AUDIENCES)

    def for_reader(self, user: User | AnonymousUser) -> "AnnouncementQuerySet":
        """What this person may read: the one rule for every place that shows announcements."""
        if isinstance(user, AnonymousUser):
            return self.public()
        allowed = Q(audience__in=AUDIENCES_OF_ROLE[Role(user.role)])
        if user.role == Role.CAST:
            chosen = Announcement.ranks.through.objects.filter(
                announcement=OuterRef("pk"), rank__casts__user=user
            )
            return self.filter(allowed | Q(Q(audience=Audience.RANKS), Exists(chosen)))
        return self.filter(allowed)

    def newest_first(self) -> "AnnouncementQuerySet":
        return self.order_by("-first_published_at", "-pk")

    def with_marks(self, user: User) -> "AnnouncementQuerySet":
        """`is_read` and `is_urgent`, and in the order in which they want to be read.

        What was published before the person came is no news to them, unless it is important.
        """
        read = AnnouncementRead.objects.filter(announcement=OuterRef("pk"), user=user)
        is_old = Q(first_published_at__lt=user.date_joined, is_important=False)
        marked = self.annotate(is_read=Exists(read) | is_old).annotate(
            is_urgent=Q(is_important=True) & Q(is_read=False)
        )
        return marked.order_by("-is_urgent", "is_read", "-first_published_at", "-pk")


class Announcement(
    WorkflowMixin,
    PreviewableMixin,
    DraftStateMixin,
    RevisionMixin,
    index.Indexed,
    ClusterableModel,
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
            "ほかは、その方々のマイページだけに出ます。"
        ),
    )
    ranks = ParentalManyToManyField(
        Rank,
        blank=True,
        related_name="+",
        verbose_name=_("ランク"),
        help_text=_("「選んだランクのキャスト」のときに選びます。"),
    )
    is_important = models.BooleanField(
        _("重要"),
        default=False,
        help_text=_("読んだことを確認するまで、マイページのいちばん上に本文ごと表示します。"),
    )
    sends_mail = models.BooleanField(
        _("メールでもお知らせする"),
        default=False,
        help_text=_(
            "公開されたあと、対象の方に1人1通ずつ、少しずつ送ります。"
            "送るのは一度だけで、公開を取りやめると途中で止まります。"
        ),
    )

    objects = AnnouncementQuerySet.as_manager()
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
        ordering = ["-first_published_at", "-pk"]
        indexes = [
            models.Index(fields=["live", "-first_published_at"], name="announcements_newest_first")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("cms_pages:announcement", args=[self.pk])

    @property
    def is_public(self) -> bool:
        return self.audience in PUBLIC_AUDIENCES

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "cms_pages/announcement.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {"announcement": self, "request": request, "is_preview": True}


class AnnouncementRead(models.Model):
    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="reads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField(_("確認日時"))

    class Meta:
        verbose_name = _("お知らせの確認")
        verbose_name_plural = _("お知らせの確認")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "announcement"], name="one_read_mark_per_announcement"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.announcement}"


class AnnouncementMailing(models.Model):
    """How far an announcement has been mailed. `last_user` is the pk up to which it was queued."""

    announcement = models.OneToOneField(
        Announcement, on_delete=models.CASCADE, related_name="mailing"
    )
    total = models.PositiveIntegerField(_("対象の人数"))
    queued = models.PositiveIntegerField(_("送信に回した人数"), default=0)
    last_user = models.BigIntegerField(default=0, editable=False)
    started_at = models.DateTimeField(_("開始日時"))
    ended_at = models.DateTimeField(_("終了日時"), null=True)

    class Meta:
        verbose_name = _("お知らせメール")
        verbose_name_plural = _("お知らせメール")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
                name="mailing_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.queued} / {self.total}"
