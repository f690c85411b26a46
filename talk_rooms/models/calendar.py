from secrets import token_urlsafe

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def new_secret() -> str:
    return token_urlsafe(24)


class CalendarFeed(models.Model):
    """The address at which a person's own calendar reads their talks; who knows it may read."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    secret = models.CharField(max_length=40, unique=True, default=new_secret, editable=False)

    class Meta:
        verbose_name = _("カレンダーのリンク")
        verbose_name_plural = _("カレンダーのリンク")

    def __str__(self) -> str:
        return str(self.user)
