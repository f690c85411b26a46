from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cast_portal.enums import Language
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
    image = models.ImageField(_("プロフィール画像"), upload_to="casts/", blank=True)
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
    def language_names(self) -> list[str]:
        return [str(Language(value).label) for value in self.languages]

    @property
    def links(self) -> list[str]:
        urls = [self.website_url, self.sns_url_1, self.sns_url_2, self.sns_url_3]
        return [url for url in urls if url]
