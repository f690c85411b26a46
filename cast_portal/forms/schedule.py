from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext_lazy as _

from cast_portal.domain.grid import PartOfDay
from cast_portal.forms.days import IN_OUR_TIMES


class StartsField(forms.Field):
    """Any number of instants, each written in ISO 8601 with its offset."""

    widget = forms.SelectMultiple
    default_error_messages = {
        "required": _("受け付ける時間にチェックを入れてください。"),
        "invalid": _("選んだ時間を読み取れませんでした。もう一度お選びください。"),
    }

    def to_python(self, value: Iterable[str] | None) -> list[datetime]:
        return [self.moment(text) for text in value or []]

    def moment(self, text: str) -> datetime:
        try:
            found = parse_datetime(text)
        except ValueError:
            found = None
        if found is None or not is_aware(found):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class OfferForm(forms.Form):
    starts = StartsField(label=_("受け付ける時間"))


class ReleaseForm(forms.Form):
    """Nothing to fill in: the button is the answer."""


@dataclass(frozen=True)
class Place:
    """One part of one day: what a page of the schedule shows."""

    day: date
    part: PartOfDay


class PlaceForm(forms.Form):
    """Which part of which day the schedule shows; what is missing or wrong falls back to now."""

    date = forms.DateField(required=False, input_formats=["%Y-%m-%d"], validators=IN_OUR_TIMES)
    part = forms.TypedChoiceField(
        required=False, choices=PartOfDay.choices, coerce=int, empty_value=None
    )


def place_of(form: PlaceForm, *, today: date, last: date, part_now: PartOfDay) -> Place:
    form.is_valid()
    asked = form.cleaned_data
    day = min(max(asked.get("date") or today, today), last)
    part = asked.get("part")
    return Place(day, part_now if part is None else PartOfDay(part))
