from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cast_portal.domain.grid import around

REST_OF_DAY = "today"


class BreakForm(forms.Form):
    length = forms.ChoiceField(
        label=_("休憩する時間"),
        choices=[
            ("15", _("15分")),
            ("30", _("30分")),
            ("60", _("1時間")),
            (REST_OF_DAY, _("今日はもう受け付けない")),
        ],
        initial="15",
        widget=forms.RadioSelect,
        error_messages={"required": _("休憩する時間を選んでください。")},
    )

    def until(self, *, now: datetime) -> datetime:
        length = self.cleaned_data["length"]
        if length == REST_OF_DAY:
            return around(now)[1]
        return now + timedelta(minutes=int(length))


class TakeBreakForm(forms.Form):
    """`until` is the moment that was shown when the person was asked."""

    until = forms.DateTimeField(widget=forms.HiddenInput)

    def clean_until(self) -> datetime:
        return min(self.cleaned_data["until"], around(timezone.now())[1])
