from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cast_portal.domain.grid import around
from kernel.dates import time_of_end

REST_OF_DAY = "today"


class BreakForm(forms.Form):
    length = forms.ChoiceField(
        label=_("休憩する時間"),
        initial="15",
        widget=forms.RadioSelect,
        error_messages={"required": _("休憩する時間を選んでください。")},
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now, self.end = now, around(now)[1]
        rest = _("今日はもう受け付けない（%sまで）") % time_of_end(self.end, now)
        self.fields["length"].choices = [  # type: ignore[attr-defined]
            ("15", _("15分")),
            ("30", _("30分")),
            ("60", _("1時間")),
            (REST_OF_DAY, rest),
        ]

    def until(self) -> datetime:
        length = self.cleaned_data["length"]
        return self.end if length == REST_OF_DAY else self.now + timedelta(minutes=int(length))


class TakeBreakForm(forms.Form):
    """`until` is the moment that was shown when the person was asked."""

    until = forms.DateTimeField(widget=forms.HiddenInput)

    def clean_until(self) -> datetime:
        return min(self.cleaned_data["until"], around(timezone.now())[1])
