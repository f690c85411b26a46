from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="time")
class TalkRoomSettings(BaseGenericSetting):
    """Taken over by a talk when it is reserved; a change counts for later reservations."""

    margin_seconds = models.PositiveIntegerField(
        _("前後の準備時間（秒）"), default=30, validators=[MaxValueValidator(600)]
    )
    room_opens_minutes = models.PositiveIntegerField(
        _("入室できる時刻（開始の何分前から）"), default=5, validators=[MaxValueValidator(60)]
    )

    class Meta:
        verbose_name = _("トークルームの設定")
