from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cast_portal.enums import InvitationStatus
from cast_portal.models.cast import Cast
from cast_portal.models.catalogue import Rank
from kernel.identifiers import new_public_id

ANSWERED = (InvitationStatus.ACCEPTED, InvitationStatus.DECLINED)


class RankInvitation(models.Model):
    """The offer of a higher rank to one cast, who accepts or declines it in time."""

    public_id = models.CharField(
        _("番号"), max_length=12, unique=True, default=new_public_id, editable=False
    )
    cast = models.ForeignKey(
        Cast, on_delete=models.PROTECT, related_name="invitations", verbose_name=_("キャスト")
    )
    rank = models.ForeignKey(
        Rank, on_delete=models.PROTECT, related_name="+", verbose_name=_("ご案内するランク")
    )
    previous_rank = models.ForeignKey(
        Rank, on_delete=models.PROTECT, related_name="+", verbose_name=_("ご案内時のランク")
    )
    message = models.TextField(_("メッセージ"), max_length=1000)
    status = models.CharField(
        _("状態"),
        max_length=10,
        choices=InvitationStatus.choices,
        default=InvitationStatus.OFFERED,
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("担当"),
    )
    invited_at = models.DateTimeField(_("ご案内日時"))
    expires_at = models.DateTimeField(_("回答期限"))
    answered_at = models.DateTimeField(_("回答日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("ランクのご案内")
        verbose_name_plural = _("ランクのご案内")
        ordering = ["-invited_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["cast"],
                condition=Q(status=InvitationStatus.OFFERED),
                name="one_open_invitation_per_cast",
            ),
            models.CheckConstraint(
                condition=Q(status__in=ANSWERED, answered_at__isnull=False)
                | (~Q(status__in=ANSWERED) & Q(answered_at__isnull=True)),
                name="invitation_is_answered_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["-invited_at"], name="invitations_newest"),
            models.Index(fields=["cast", "-invited_at"], name="invitations_of_cast"),
            models.Index(
                fields=["expires_at"],
                condition=Q(status=InvitationStatus.OFFERED),
                name="invitations_to_expire",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cast} → {self.rank}"

    def is_open(self, now: datetime) -> bool:
        return self.status == InvitationStatus.OFFERED and now < self.expires_at
