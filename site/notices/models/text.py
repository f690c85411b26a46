from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from notices.kinds import kind_of, unknown_names


class MailText(models.Model):
    """Subject and body of one kind of mail, as staff last edited them."""

    key = models.CharField(_("種類"), max_length=60, unique=True, editable=False)
    subject = models.CharField(_("件名"), max_length=200)
    body = models.TextField(_("本文"), help_text=_("{{ 名前 }} の部分は送信時に置き換わります。"))

    class Meta:
        verbose_name = _("メール文面")
        verbose_name_plural = _("メール文面")
        ordering = ["key"]

    def __str__(self) -> str:
        return f"{kind_of(self.key).title} ({self.key})"

    @property
    def names(self) -> Mapping[str, str]:
        return kind_of(self.key).names

    def clean(self) -> None:
        for field in ("subject", "body"):
            if unknown := unknown_names(getattr(self, field), kind_of(self.key)):
                names = ", ".join(sorted(unknown))
                raise ValidationError({field: _("使えない名前があります：%s") % names})
