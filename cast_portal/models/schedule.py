from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cast_portal.models.cast import Cast
from kernel.constraints import NoOverlap
from talk_rooms.models import Talk


class Slot(models.Model):
    """One bookable unit of a cast's schedule. `talk` is the one that has it now, if any."""

    cast = models.ForeignKey(Cast, on_delete=models.PROTECT, related_name="slots")
    starts_at = models.DateTimeField(_("開始"))
    ends_at = models.DateTimeField(_("終了"))
    talk = models.ForeignKey(
        Talk, on_delete=models.PROTECT, null=True, blank=True, related_name="slots"
    )

    class Meta:
        verbose_name = _("枠")
        verbose_name_plural = _("枠")
        ordering = ["starts_at"]
        constraints = [
            NoOverlap(owner="cast", name="no_overlapping_slots_of_one_cast"),
            models.UniqueConstraint(
                fields=["cast", "starts_at"], name="one_slot_per_cast_and_start"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="slot_ends_after_it_starts"
            ),
        ]
        indexes = [
            models.Index(
                fields=["starts_at", "cast"], condition=Q(talk__isnull=True), name="free_slots"
            )
        ]

    def __str__(self) -> str:
        return f"{self.cast_id} {self.starts_at:%Y-%m-%d %H:%M:%S}"

    @property
    def is_reserved(self) -> bool:
        return self.talk_id is not None


class WeekTemplate(models.Model):
    """The times of one week that a cast means to offer again and again."""

    cast = models.ForeignKey(Cast, on_delete=models.CASCADE, related_name="week_templates")
    name = models.CharField(_("名前"), max_length=30)
    # Sorted seconds since Monday's midnight, Asia/Tokyo.
    starts = models.JSONField(_("開始時刻"))

    class Meta:
        verbose_name = _("週のひな形")
        verbose_name_plural = _("週のひな形")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["cast", "name"], name="one_week_template_per_cast_and_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Reservation(models.Model):
    """The terms a talk was booked under: rank, reward and deadlines, as they were then."""

    talk = models.OneToOneField(Talk, on_delete=models.PROTECT, related_name="reservation")
    cast = models.ForeignKey(
        Cast, on_delete=models.PROTECT, related_name="reservations", verbose_name=_("キャスト")
    )
    slot_count = models.PositiveSmallIntegerField(_("枠数"))
    rank_name = models.CharField(_("予約時のランク"), max_length=20)
    reward_yen = models.PositiveIntegerField(_("報酬（円）"))
    price_points = models.PositiveIntegerField(_("料金（ポイント）"))
    wish = models.CharField(_("話したいこと"), max_length=300, blank=True)
    cast_may_cancel_until = models.DateTimeField(_("キャストのキャンセル期限"))
    guest_may_cancel_until = models.DateTimeField(_("ゲストのキャンセル期限"))
    report_until = models.DateTimeField(_("完了報告の期限"))

    class Meta:
        verbose_name = _("予約")
        verbose_name_plural = _("予約")
        constraints = [
            models.CheckConstraint(
                condition=Q(reward_yen__gt=0), name="reservation_reward_is_positive"
            ),
            models.CheckConstraint(condition=Q(slot_count__gt=0), name="reservation_has_a_slot"),
        ]
        indexes = [
            models.Index(fields=["cast", "report_until"], name="reports_due_of_a_cast"),
            models.Index(fields=["report_until"], name="reports_due"),
        ]

    def __str__(self) -> str:
        return str(self.talk)
