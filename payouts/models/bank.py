import unicodedata

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cast_portal.models import Cast
from payouts.enums import AccountCheck, AccountType


def full_width(kana: str) -> str:
    return unicodedata.normalize("NFKC", kana)


class Bank(models.Model):
    """The bank master, loaded from `zengin-code` by `load_banks`."""

    code = models.CharField(_("銀行コード"), max_length=4, primary_key=True)
    name = models.CharField(_("銀行名"), max_length=60)
    kana = models.CharField(_("カナ"), max_length=60)
    search_text = models.CharField(max_length=140, editable=False)
    is_current = models.BooleanField(_("営業中"), default=True)

    class Meta:
        verbose_name = _("銀行")
        verbose_name_plural = _("銀行")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Branch(models.Model):
    bank = models.ForeignKey(Bank, on_delete=models.PROTECT, related_name="branches")
    code = models.CharField(_("支店コード"), max_length=3)
    name = models.CharField(_("支店名"), max_length=60)
    kana = models.CharField(_("カナ"), max_length=60)
    search_text = models.CharField(max_length=140, editable=False)
    is_current = models.BooleanField(_("営業中"), default=True)

    class Meta:
        verbose_name = _("支店")
        verbose_name_plural = _("支店")
        ordering = ["bank", "code"]
        constraints = [
            models.UniqueConstraint(fields=["bank", "code"], name="one_branch_per_bank_and_code")
        ]

    def __str__(self) -> str:
        return self.name


class BankAccount(models.Model):
    """Where a cast's rewards go. `holder_kana` is kept in the bank file's half-width form."""

    cast = models.OneToOneField(
        Cast,
        on_delete=models.PROTECT,
        related_name="bank_account",
        verbose_name=_("キャスト"),
    )
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, verbose_name=_("支店"))
    account_type = models.CharField(
        _("預金種目"), max_length=1, choices=AccountType.choices, default=AccountType.ORDINARY
    )
    number = models.CharField(_("口座番号"), max_length=7, validators=[RegexValidator(r"^\d{7}$")])
    holder_kana = models.CharField(_("口座名義（カナ）"), max_length=30)
    check_status = models.CharField(
        _("名義の確認"), max_length=10, choices=AccountCheck.choices, default=AccountCheck.WAITING
    )
    check_note = models.CharField(_("確認の記録"), max_length=300, blank=True)
    updated_at = models.DateTimeField(_("更新日時"))

    class Meta:
        verbose_name = _("銀行口座")
        verbose_name_plural = _("銀行口座")
        ordering = ["updated_at"]
        indexes = [models.Index(fields=["check_status", "updated_at"], name="accounts_by_check")]

    def __str__(self) -> str:
        return f"{self.branch.bank.name} {self.branch.name} {self.masked_number}"

    @property
    def masked_number(self) -> str:
        return f"****{self.number[-3:]}"

    @property
    def holder_name(self) -> str:
        """The holder as people write it, in full-width letters."""
        return full_width(self.holder_kana)

    @property
    def is_verified(self) -> bool:
        return self.check_status == AccountCheck.VERIFIED

    @property
    def is_closed(self) -> bool:
        """Whether the bank or its branch has left the master: the cast must name a new one."""
        return not (self.branch.is_current and self.branch.bank.is_current)

    @property
    def is_payable(self) -> bool:
        return self.is_verified and not self.is_closed

    @property
    def needs_mending(self) -> bool:
        return self.is_closed or self.check_status == AccountCheck.MENDING
