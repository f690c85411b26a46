from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cast_portal.enums import Outcome, ReportStatus
from talk_rooms.models import Talk


class Report(models.Model):
    """How a talk went: said by the cast in time, or settled by staff with a reason.

    `outcome` is the one that counts; `filed_outcome` is the cast's own word and
    `suggested_outcome` what the connection facts said, both kept for staff.
    """

    talk = models.OneToOneField(Talk, on_delete=models.PROTECT, related_name="report")
    outcome = models.CharField(_("結果"), max_length=12, choices=Outcome.choices)
    suggested_outcome = models.CharField(
        _("接続記録から推定した結果"), max_length=12, choices=Outcome.choices
    )
    filed_outcome = models.CharField(
        _("キャストの報告"), max_length=12, choices=Outcome.choices, blank=True
    )
    rating = models.PositiveSmallIntegerField(
        _("評価"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    impressions = models.TextField(_("感想"), max_length=1000, blank=True)
    status = models.CharField(_("状態"), max_length=6, choices=ReportStatus.choices)
    filed_at = models.DateTimeField(_("報告日時"))
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("確定した担当者"),
    )
    settled_at = models.DateTimeField(_("確定日時"), null=True, blank=True)
    settled_reason = models.TextField(_("確定の理由"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("完了報告")
        verbose_name_plural = _("完了報告")
        ordering = ["-filed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__range=(1, 5)),
                name="report_rating_is_1_to_5",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | ~Q(settled_reason=""),
                name="settled_report_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["status", "-filed_at"], name="reports_by_status")]

    def __str__(self) -> str:
        return f"{self.talk} {self.get_outcome_display()}"
