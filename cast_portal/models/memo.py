from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cast_portal.models.cast import Cast


class Memo(models.Model):
    """The cast's own notes: one general memo (`guest` empty) and one per guest."""

    cast = models.ForeignKey(Cast, on_delete=models.CASCADE, related_name="memos")
    guest = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    body = models.TextField(_("メモ"), max_length=5000, blank=True)
    updated_at = models.DateTimeField(_("更新日時"))
    # How often it has been written: who writes names the one they had before them.
    version = models.PositiveIntegerField(_("版"), default=0)

    class Meta:
        verbose_name = _("メモ")
        verbose_name_plural = _("メモ")
        constraints = [
            models.UniqueConstraint(
                fields=["cast"], condition=Q(guest__isnull=True), name="one_general_memo_per_cast"
            ),
            models.UniqueConstraint(
                fields=["cast", "guest"],
                condition=Q(guest__isnull=False),
                name="one_memo_per_cast_and_guest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cast_id}: {self.guest_id or '-'}"

    @property
    def about(self) -> str:
        """The guest's public id, or nothing."""
        return self.guest.public_id if self.guest else ""
