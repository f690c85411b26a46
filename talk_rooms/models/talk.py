from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernel.constraints import NoOverlap
from kernel.identifiers import new_public_id
from talk_rooms.enums import Side, TalkStatus


class Talk(models.Model):
    """One reserved meeting of two people, with the times and margins it was booked under."""

    public_id = models.CharField(
        _("トーク番号"), max_length=12, unique=True, default=new_public_id, editable=False
    )
    cast = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="talks_as_cast",
        verbose_name=_("キャスト"),
    )
    guest = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="talks_as_guest",
        verbose_name=_("ゲスト"),
    )
    starts_at = models.DateTimeField(_("開始"))
    ends_at = models.DateTimeField(_("終了"))
    margin_seconds = models.PositiveIntegerField(_("前後の準備時間（秒）"))
    room_opens_seconds = models.PositiveIntegerField(_("入室開始（開始の何秒前）"))
    status = models.CharField(
        _("状態"), max_length=10, choices=TalkStatus.choices, default=TalkStatus.RESERVED
    )
    created_at = models.DateTimeField(_("予約日時"))
    cancelled_at = models.DateTimeField(_("キャンセル日時"), null=True, blank=True)
    cancelled_by = models.CharField(
        _("キャンセルした側"), max_length=5, choices=Side.choices, blank=True
    )
    cancel_reason = models.TextField(_("キャンセルの理由"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("トーク")
        verbose_name_plural = _("トーク")
        ordering = ["-starts_at"]
        constraints = [
            NoOverlap(
                owner="cast",
                name="no_overlapping_talks_of_one_cast",
                ignoring=("status", TalkStatus.CANCELLED.value),
            ),
            NoOverlap(
                owner="guest",
                name="no_overlapping_talks_of_one_guest",
                ignoring=("status", TalkStatus.CANCELLED.value),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="talk_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(cast=F("guest")), name="talk_is_between_two_people"
            ),
            models.CheckConstraint(
                condition=Q(status=TalkStatus.CANCELLED, cancelled_at__isnull=False)
                | (~Q(status=TalkStatus.CANCELLED) & Q(cancelled_at__isnull=True)),
                name="talk_is_cancelled_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["cast", "starts_at"], name="talks_of_cast"),
            models.Index(fields=["guest", "starts_at"], name="talks_of_guest"),
            models.Index(fields=["status", "ends_at"], name="talks_to_close"),
        ]

    def __str__(self) -> str:
        return f"トーク {self.public_id}"

    @property
    def margin(self) -> timedelta:
        return timedelta(seconds=self.margin_seconds)

    @property
    def opens_at(self) -> datetime:
        return self.starts_at - timedelta(seconds=self.room_opens_seconds)

    @property
    def talk_starts_at(self) -> datetime:
        """Start of the talk time proper, after the first margin."""
        return self.starts_at + self.margin

    @property
    def talk_ends_at(self) -> datetime:
        """End of the talk time proper: media is cut here."""
        return self.ends_at - self.margin

    @property
    def is_cancelled(self) -> bool:
        return self.status == TalkStatus.CANCELLED
