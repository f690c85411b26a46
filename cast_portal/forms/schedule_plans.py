from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cast_portal.domain.copying import WEEK_DAYS, moved_on, starts_of, template_starts
from cast_portal.forms.days import IN_OUR_TIMES
from cast_portal.models import Cast, WeekTemplate
from kernel.one_line import no_control_characters

DAY_SOURCE, WEEK_SOURCE = "day", "week"
LONGEST = 14


class PlanForm(forms.Form):
    """Which times to offer again, and how often."""

    source = forms.ChoiceField(label=_("もとになる時間"), widget=forms.RadioSelect)
    date = forms.DateField(
        label=_("日付"),
        input_formats=["%Y-%m-%d"],
        validators=IN_OUR_TIMES,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("コピーでは、もとになる（最初の）日。ひな形では、登録を始める週に含まれる日。"),
        error_messages={"required": _("日付を選んでください。")},
    )
    times = forms.IntegerField(
        label=_("くり返し"),
        min_value=1,
        max_value=LONGEST,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("1日のコピーでは日数、1週間のコピーとひな形では週の数（1〜14）。"),
    )

    def __init__(self, *args: Any, cast: Cast, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cast = cast
        templates = WeekTemplate.objects.filter(cast=cast)
        self.templates = {f"template-{one.pk}": one for one in templates}
        named = [(key, _("ひな形「%s」") % one.name) for key, one in self.templates.items()]
        self.fields["source"].choices = [  # type: ignore[attr-defined]
            (DAY_SOURCE, _("この日を翌日以降へコピー")),
            (WEEK_SOURCE, _("この日からの1週間を翌週以降へコピー")),
            *named,
        ]

    def starts(self) -> list[datetime]:
        source, first, times = (self.cleaned_data[name] for name in ("source", "date", "times"))
        if source in self.templates:
            return template_starts(self.templates[source], week_of=first, weeks=times)
        days = WEEK_DAYS if source == WEEK_SOURCE else 1
        found = starts_of(self.cast, first=first, days=days)
        return moved_on(found, days=days, times=times)


class TemplateForm(forms.Form):
    name = forms.CharField(
        label=_("ひな形の名前"),
        max_length=30,
        validators=[no_control_characters],
        error_messages={"required": _("ひな形の名前を入力してください。")},
    )
    date = forms.DateField(
        input_formats=["%Y-%m-%d"], validators=IN_OUR_TIMES, widget=forms.HiddenInput
    )


class MonthForm(forms.Form):
    month = forms.DateField(required=False, input_formats=["%Y-%m"], validators=IN_OUR_TIMES)

    def chosen(self, *, today: date) -> date:
        """The first day of the month asked for, or of this one."""
        asked = self.cleaned_data.get("month") if self.is_valid() else None
        return (asked or today).replace(day=1)
