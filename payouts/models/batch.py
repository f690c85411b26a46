from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernel.identifiers import new_public_id
from payouts.enums import LIVE_LINES, AccountType, BatchStatus, LineStatus
from payouts.models.bank import full_width
from payouts.models.claim import Claim


class TransferBatch(models.Model):
    """One bank file. Its bytes are made once, on approval by somebody other than the maker."""

    public_id = models.CharField(
        _("振込番号"), max_length=12, unique=True, default=new_public_id, editable=False
    )
    status = models.CharField(
        _("状態"), max_length=10, choices=BatchStatus.choices, default=BatchStatus.DRAFT
    )
    value_date = models.DateField(_("振込指定日"))
    total_yen = models.PositiveBigIntegerField(_("合計（円）"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("作成者"),
    )
    created_at = models.DateTimeField(_("作成日時"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("承認者"),
    )
    approved_at = models.DateTimeField(_("承認日時"), null=True, blank=True)
    file_bytes = models.BinaryField(null=True, editable=False)
    file_sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True, editable=False)
    # Who may have given the file to the bank, and so may not void it.
    downloaders = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", editable=False, verbose_name=_("ダウンロード者")
    )

    class Meta:
        verbose_name = _("振込データ")
        verbose_name_plural = _("振込データ")
        ordering = ["-created_at"]
        permissions = [("download_transferbatch", _("振込データをダウンロードできる"))]
        constraints = [
            models.CheckConstraint(condition=Q(total_yen__gt=0), name="batch_total_is_positive"),
            models.CheckConstraint(
                condition=~Q(status__in=[BatchStatus.EXPORTED, BatchStatus.SETTLED])
                | (Q(approved_by__isnull=False, file_bytes__isnull=False) & ~Q(file_sha256="")),
                name="batch_on_its_way_has_an_approver_and_a_file",
            ),
            models.CheckConstraint(
                condition=~Q(status=BatchStatus.DRAFT)
                | Q(approved_by__isnull=True, file_bytes__isnull=True, file_sha256=""),
                name="draft_batch_has_no_file",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("created_by")),
                name="batch_is_approved_by_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return f"振込データ {self.public_id}"

    @property
    def has_file(self) -> bool:
        """Whether the bank may have it: a voided file is kept, but given to nobody."""
        return self.status in (BatchStatus.EXPORTED, BatchStatus.SETTLED)

    @property
    def file_name(self) -> str:
        return f"furikomi-{self.value_date:%Y%m%d}-{self.public_id}.txt"


class TransferLine(models.Model):
    """One claim in one bank file, with the account as it was when the batch was made."""

    batch = models.ForeignKey(TransferBatch, on_delete=models.PROTECT, related_name="lines")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="transfers")
    amount_yen = models.PositiveIntegerField(_("振込金額（円）"))
    bank_code = models.CharField(_("銀行コード"), max_length=4)
    bank_kana = models.CharField(_("銀行名（カナ）"), max_length=15)
    branch_code = models.CharField(_("支店コード"), max_length=3)
    branch_kana = models.CharField(_("支店名（カナ）"), max_length=15)
    account_type = models.CharField(_("預金種目"), max_length=1, choices=AccountType.choices)
    number = models.CharField(_("口座番号"), max_length=7)
    holder_kana = models.CharField(_("口座名義（カナ）"), max_length=30)
    account_label = models.CharField(_("振込先"), max_length=140)
    status = models.CharField(
        _("状態"), max_length=10, choices=LineStatus.choices, default=LineStatus.PENDING
    )
    lost_fee_yen = models.PositiveIntegerField(_("戻らなかった手数料（円）"), default=0)
    note = models.CharField(_("備考"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("振込明細")
        verbose_name_plural = _("振込明細")
        ordering = ["pk"]
        constraints = [
            # What makes paying twice impossible: one transfer of a claim lives at a time.
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(status__in=LIVE_LINES),
                name="one_live_transfer_per_claim",
            ),
            models.CheckConstraint(
                condition=Q(amount_yen__gt=0), name="transfer_amount_is_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"振込明細 #{self.pk}"

    @property
    def holder_name(self) -> str:
        return full_width(self.holder_kana)

    @property
    def is_pending(self) -> bool:
        return self.status == LineStatus.PENDING

    @property
    def can_return(self) -> bool:
        return self.status in LIVE_LINES
