from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Workflow


@register_setting(icon="calendar-alt")
class CastPortalSettings(BaseGenericSetting):
    """A reservation keeps the values it was made under; a change counts for later ones."""

    slot_seconds = models.PositiveIntegerField(
        _("1枠の長さ（秒）"),
        default=180,
        validators=[MinValueValidator(10), MaxValueValidator(3600)],
    )
    booking_lead_minutes = models.PositiveIntegerField(
        _("予約の締め切り（開始の何分前まで）"), default=10
    )
    booking_horizon_days = models.PositiveIntegerField(_("何日先まで予約できるか"), default=60)
    cast_cancel_minutes = models.PositiveIntegerField(
        _("キャストがキャンセルできる期限（開始の何分前まで）"), default=60
    )
    guest_cancel_minutes = models.PositiveIntegerField(
        _("ゲストがキャンセルできる期限（開始の何分前まで）"), default=60
    )
    report_minutes = models.PositiveIntegerField(
        _("完了報告の受付（終了後の分数）"), default=10, validators=[MinValueValidator(1)]
    )
    invitation_days = models.PositiveIntegerField(
        _("ランクのご案内の回答期限（日数）"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
    )
    screening_workflow = models.ForeignKey(
        Workflow,
        on_delete=models.PROTECT,
        limit_choices_to={"active": True},
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("審査のワークフロー"),
        help_text=_(
            "応募はこのワークフローの「キャスト審査の段階」を順に進みます。"
            "段階の追加や担当グループの変更は「設定」→「ワークフロー」で行えます。"
        ),
    )
    screening_from_days = models.PositiveIntegerField(_("審査の目安（最短の営業日数）"), default=2)
    screening_to_days = models.PositiveIntegerField(_("審査の目安（最長の営業日数）"), default=7)
    purge_approved_days = models.PositiveIntegerField(
        _("身分証明書の保存日数（承認後）"), default=90
    )
    purge_declined_days = models.PositiveIntegerField(
        _("身分証明書の保存日数（見送り・取り下げ後）"), default=30
    )

    class Meta:
        verbose_name = _("キャスト・予約の設定")
