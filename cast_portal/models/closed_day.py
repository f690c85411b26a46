from django.db import models
from django.utils.translation import gettext_lazy as _


class ClosedDay(models.Model):
    """A day on which nobody screens, besides weekends, holidays and the turn of the year."""

    day = models.DateField(_("休業日"), unique=True)
    note = models.CharField(_("メモ"), max_length=50, blank=True)

    class Meta:
        verbose_name = _("事務局の休業日")
        verbose_name_plural = _("事務局の休業日")
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"
