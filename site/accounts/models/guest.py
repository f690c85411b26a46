from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Guest(models.Model):
    """The profile that a cast reads to prepare. Without `introduction` no booking is possible."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="guest"
    )
    introduction = models.TextField(_("自己紹介"), max_length=1000, blank=True)
    topics = models.CharField(_("話したいこと"), max_length=200, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("ゲスト")
        verbose_name_plural = _("ゲスト")

    def __str__(self) -> str:
        return str(self.user)

    @property
    def is_complete(self) -> bool:
        return bool(self.introduction)
