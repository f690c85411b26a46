from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from payouts.enums import FeeBearer

CONSIGNOR = (
    "consignor_code",
    "consignor_name",
    "bank_code",
    "bank_kana",
    "branch_code",
    "branch_kana",
    "account_type",
    "account_number",
)


@register_setting(icon="tasks")
class PayoutSettings(BaseGenericSetting):
    """A claim keeps the values it was made under."""

    minimum_claim_yen = models.PositiveIntegerField(_("請求できる最低金額（円）"), default=5000)
    transfer_fee_yen = models.PositiveIntegerField(_("振込手数料（円）"), default=165)
    fee_bearer = models.CharField(
        _("振込手数料の負担"),
        max_length=5,
        choices=FeeBearer.choices,
        default=FeeBearer.PAYEE,
        help_text=_("受取人負担にできるのは、実際の手数料の額までです。"),
    )
    absent_reward_percent = models.PositiveSmallIntegerField(
        _("「未実施」のときの報酬の割合（%）"), default=0, validators=[MaxValueValidator(100)]
    )
    consignor_code = models.CharField(
        _("委託者コード"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^\d{10}$")],
        help_text=_("銀行から通知された10桁の番号です。"),
    )
    consignor_name = models.CharField(_("委託者名（カナ）"), max_length=40, blank=True)
    bank_code = models.CharField(
        _("仕向銀行番号"), max_length=4, blank=True, validators=[RegexValidator(r"^\d{4}$")]
    )
    bank_kana = models.CharField(_("仕向銀行名（カナ）"), max_length=15, blank=True)
    branch_code = models.CharField(
        _("仕向支店番号"), max_length=3, blank=True, validators=[RegexValidator(r"^\d{3}$")]
    )
    branch_kana = models.CharField(_("仕向支店名（カナ）"), max_length=15, blank=True)
    account_type = models.CharField(
        _("預金種目"),
        max_length=1,
        default="1",
        choices=[("1", _("普通")), ("2", _("当座")), ("9", _("その他"))],
    )
    account_number = models.CharField(
        _("口座番号"), max_length=7, blank=True, validators=[RegexValidator(r"^\d{7}$")]
    )
    file_has_line_ends = models.BooleanField(_("振込データの各行を改行で区切る"), default=True)
    file_has_end_mark = models.BooleanField(
        _("振込データの末尾に EOF(0x1A)を付ける"), default=False
    )
    clearing_house_is_blank = models.BooleanField(
        _("手形交換所番号を空白にする"),
        default=False,
        help_text=_("既定では 0000 です。銀行の仕様に合わせてください。"),
    )

    class Meta:
        verbose_name = _("支払いの設定")

    @property
    def has_consignor(self) -> bool:
        """Whether the house has told from which account it pays: it is blank on a new copy."""
        return all(getattr(self, name) for name in CONSIGNOR)

    def clean(self) -> None:
        if self.fee_bearer == FeeBearer.PAYEE and self.minimum_claim_yen <= self.transfer_fee_yen:
            message = _("最低金額は、差し引く振込手数料より大きくしてください。")
            raise ValidationError({"minimum_claim_yen": message})
