from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cast_portal.models import Cast
from kernel.identifiers import new_public_id
from payouts.enums import OPEN_CLAIMS, ClaimStatus, FeeBearer
from talk_rooms.models import Talk


class Reward(models.Model):
    """Yen earned by one talk, once its outcome stands."""

    talk = models.OneToOneField(
        Talk, on_delete=models.PROTECT, related_name="reward", verbose_name=_("トーク")
    )
    cast = models.ForeignKey(
        Cast, on_delete=models.PROTECT, related_name="rewards", verbose_name=_("キャスト")
    )
    amount_yen = models.PositiveIntegerField(_("報酬（円）"))
    created_at = models.DateTimeField(_("確定日時"))

    class Meta:
        verbose_name = _("報酬")
        verbose_name_plural = _("報酬")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_yen__gt=0), name="reward_is_positive")
        ]
        indexes = [models.Index(fields=["cast", "created_at"], name="rewards_of_cast")]

    def __str__(self) -> str:
        return f"報酬 #{self.pk}"


class Claim(models.Model):
    """A cast's demand for a total of rewards; the sums are those of the day it was made."""

    public_id = models.CharField(
        _("申請番号"), max_length=12, unique=True, default=new_public_id, editable=False
    )
    cast = models.ForeignKey(
        Cast, on_delete=models.PROTECT, related_name="claims", verbose_name=_("キャスト")
    )
    status = models.CharField(
        _("状態"), max_length=10, choices=ClaimStatus.choices, default=ClaimStatus.REQUESTED
    )
    gross_yen = models.PositiveIntegerField(_("請求金額（円）"))
    withholding_yen = models.PositiveIntegerField(_("源泉徴収（円）"), default=0)
    fee_yen = models.PositiveIntegerField(_("差し引く振込手数料（円）"))
    net_yen = models.PositiveIntegerField(_("振込金額（円）"))
    minimum_yen = models.PositiveIntegerField(_("申請時の最低金額（円）"))
    fee_bearer = models.CharField(_("手数料の負担"), max_length=5, choices=FeeBearer.choices)
    requested_at = models.DateTimeField(_("申請日時"))
    approved_at = models.DateTimeField(_("承認日時"), null=True, blank=True)
    paid_at = models.DateTimeField(_("支払い日時"), null=True, blank=True)
    note_to_cast = models.CharField(_("キャストへの連絡"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("請求申請")
        verbose_name_plural = _("請求申請")
        ordering = ["-requested_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["cast"],
                condition=Q(status__in=OPEN_CLAIMS),
                name="one_open_claim_per_cast",
            ),
            models.CheckConstraint(
                condition=Q(net_yen=F("gross_yen") - F("withholding_yen") - F("fee_yen")),
                name="claim_net_is_gross_less_withholding_and_fee",
            ),
            models.CheckConstraint(condition=Q(net_yen__gt=0), name="claim_net_is_positive"),
            models.CheckConstraint(
                condition=Q(gross_yen__gte=F("minimum_yen")), name="claim_reaches_its_minimum"
            ),
            models.CheckConstraint(
                condition=Q(status=ClaimStatus.PAID, paid_at__isnull=False)
                | (~Q(status=ClaimStatus.PAID) & Q(paid_at__isnull=True)),
                name="claim_is_paid_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["status", "-requested_at"], name="claims_by_status")]

    def __str__(self) -> str:
        return f"請求 {self.public_id}"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_CLAIMS


class ClaimLine(models.Model):
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="lines")
    reward = models.ForeignKey(Reward, on_delete=models.PROTECT, related_name="claim_lines")
    amount_yen = models.PositiveIntegerField(_("金額（円）"))
    is_released = models.BooleanField(_("差し戻し済み"), default=False)

    class Meta:
        verbose_name = _("請求明細")
        verbose_name_plural = _("請求明細")
        constraints = [
            models.UniqueConstraint(
                fields=["reward"],
                condition=Q(is_released=False),
                name="one_live_claim_line_per_reward",
            ),
            models.CheckConstraint(condition=Q(amount_yen__gt=0), name="claim_line_is_positive"),
        ]

    def __str__(self) -> str:
        return f"請求明細 #{self.pk}"
