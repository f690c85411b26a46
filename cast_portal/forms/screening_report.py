from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cast_portal.domain.screening_figures import following_month, months_of

MONTHS_SHOWN = 12
LONGEST_PERIOD = 60
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 1)
OUT_OF_RANGE = _("2000年から2099年までの年月を選んでください。")


class MonthField(forms.DateField):
    """A month as its first day. Browsers without a month picker show 2026-11 as text."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m", attrs={"type": "month", "placeholder": "2026-11"})
        messages = {
            "required": _("年月を選んでください。"),
            "invalid": _("年月を「2026-11」の形で入力してください。"),
        }
        super().__init__(
            widget=widget,
            input_formats=["%Y-%m"],
            error_messages=messages,
            validators=[
                MinValueValidator(EARLIEST, OUT_OF_RANGE),
                MaxValueValidator(LATEST, OUT_OF_RANGE),
            ],
            **kwargs,
        )


class PeriodForm(forms.Form):
    """From one month to another, both within; without a choice the last twelve."""

    first = MonthField(label=_("開始の月"))
    last = MonthField(label=_("終了の月"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            refuse_odd_period(cleaned["first"], cleaned["last"])
        return cleaned


def refuse_odd_period(first: date, last: date) -> None:
    if last < first:
        raise ValidationError(_("終了の月は、開始の月より後にしてください。"), code="reversed")
    if len(months_of(first, last)) > LONGEST_PERIOD:
        raise ValidationError(_("一度に表示できるのは5年分までです。"), code="too_long")


def latest_months() -> dict[str, date]:
    last = localdate().replace(day=1)
    return {"first": following_month(last, 1 - MONTHS_SHOWN), "last": last}
