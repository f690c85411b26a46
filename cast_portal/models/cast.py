from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cast_portal.enums import MOST_PICTURES, Language
from cast_portal.models.application import CastApplication
from cast_portal.models.catalogue import Category, Rank


class Cast(models.Model):
    """The person who offers talks. The cast name is `user.public_name`."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="cast"
    )
    application = models.OneToOneField(
        CastApplication, on_delete=models.PROTECT, null=True, blank=True, related_name="cast"
    )
    rank = models.ForeignKey(
        Rank, on_delete=models.PROTECT, related_name="casts", verbose_name=_("報酬ランク")
    )
    categories = models.ManyToManyField(
        Category, verbose_name=_("カテゴリー"), related_name="casts"
    )
    introduction = models.TextField(_("自己紹介"), max_length=2000, blank=True)
    career = models.TextField(_("経歴"), max_length=2000, blank=True)
    topics = models.CharField(_("話せる話題"), max_length=200, blank=True)
    languages = models.JSONField(_("話せる言語"), default=list, blank=True)  # of Language
    website_url = models.URLField(_("ご自身のサイト"), blank=True)
    sns_url_1 = models.URLField(_("SNS 1"), blank=True)
    sns_url_2 = models.URLField(_("SNS 2"), blank=True)
    sns_url_3 = models.URLField(_("SNS 3"), blank=True)
    is_listed = models.BooleanField(_("一覧に公開する"), default=True)
    created_at = models.DateTimeField(_("登録日時"))

    class Meta:
        verbose_name = _("キャスト")
        verbose_name_plural = _("キャスト")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def has_profile(self) -> bool:
        return bool(self.introduction and self.career)

    @property
    def main_picture(self) -> "CastPicture | None":
        return next(iter(self.pictures.all()), None)

    @property
    def language_names(self) -> list[str]:
        return [str(Language(value).label) for value in self.languages]

    @property
    def links(self) -> list[str]:
        urls = [self.website_url, self.sns_url_1, self.sns_url_2, self.sns_url_3]
        return [url for url in urls if url]


class CastPicture(models.Model):
    """A square that guests see, cut out of `source`. The first in order is the main one.

    Places below zero are passed through while pictures change places, never kept.
    """

    cast = models.ForeignKey(Cast, on_delete=models.PROTECT, related_name="pictures")
    order = models.SmallIntegerField(_("順番"))
    image = models.ImageField(_("写真"), upload_to="casts/")
    small = models.ImageField(_("小さい写真"), upload_to="casts/small/")
    source = models.ImageField(_("切り抜く前の写真"), upload_to="casts/sources/")
    square = models.JSONField(default=list, blank=True)  # left, top and side in pixels of `source`

    class Meta:
        verbose_name = _("キャストの写真")
        verbose_name_plural = _("キャストの写真")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["cast", "order"], name="one_picture_per_place"),
            models.CheckConstraint(
                condition=models.Q(order__range=(1, MOST_PICTURES))
                | models.Q(order__range=(-MOST_PICTURES, -1)),
                name="picture_has_one_of_six_places",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cast} {self.order}"

    @property
    def files(self) -> set[str]:
        return {str(self.image.name), str(self.small.name), str(self.source.name)}
