from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from talk_rooms.enums import OfficeCallKind, Side
from talk_rooms.models.talk import Talk


class OfficeCall(models.Model):
    """One side of a talk asks the office for help, with what the room had seen at that moment."""

    talk = models.ForeignKey(
        Talk, on_delete=models.PROTECT, related_name="office_calls", verbose_name=_("トーク")
    )
    side = models.CharField(_("呼び出した側"), max_length=5, choices=Side.choices)
    kind = models.CharField(_("用件"), max_length=7, choices=OfficeCallKind.choices)
    words = models.TextField(_("状況"), max_length=1000, blank=True)
    facts = models.JSONField(_("呼び出した時点の接続の記録"))
    called_at = models.DateTimeField(_("呼び出し日時"))
    handled_at = models.DateTimeField(_("対応日時"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("対応した担当"),
    )
    note = models.TextField(_("対応の記録"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("事務局の呼び出し")
        verbose_name_plural = _("事務局の呼び出し")
        ordering = ["-called_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["talk", "side", "kind"], name="one_office_call_per_side_and_kind"
            ),
            models.CheckConstraint(
                condition=Q(handled_at__isnull=True, handled_by__isnull=True)
                | Q(handled_at__isnull=False, handled_by__isnull=False),
                name="office_call_is_handled_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["handled_at", "called_at"], name="office_calls_waiting")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}（{self.talk.public_id}）"

    @property
    def caller(self) -> User:
        return self.talk.cast if self.side == Side.CAST else self.talk.guest

    @property
    def is_handled(self) -> bool:
        return self.handled_at is not None
