from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.contrib.settings.models import AbstractSetting

from cast_portal.domain.slot_length import slots_of_other_lengths
from cast_portal.models import CastPortalSettings


def tell_of_other_lengths(request: HttpRequest, setting: AbstractSetting) -> None:
    """After the settings are saved: a new slot length leaves the slots that are there alone."""
    if not isinstance(setting, CastPortalSettings):
        return
    others = slots_of_other_lengths(setting, now=timezone.now())
    if others.last_ends_at is None:
        return
    text = _(
        "今後の枠のうち、公開中の%(free)s枠と予約済みの%(reserved)s枠は、"
        "登録されたときの長さのままです（最後の枠は%(until)sまで）。"
        "いまの長さになるのは、これから登録される枠です。"
    )
    until = date_format(timezone.localtime(others.last_ends_at), "Y年n月j日 G:i")
    values = {"free": others.free, "reserved": others.reserved, "until": until}
    messages.warning(request, text % values)
