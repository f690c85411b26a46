from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cast_portal.enums import Outcome
from cast_portal.models import Reservation


class TalkFilterForm(forms.Form):
    """Narrows a list of talks; what cannot be read narrows nothing."""

    month = forms.ChoiceField(label=_("月"), required=False)
    guest = forms.CharField(label=_("ゲスト名"), max_length=30, required=False)
    outcome = forms.ChoiceField(
        label=_("報告の結果"), required=False, choices=[("", _("すべて")), *Outcome.choices]
    )

    def __init__(
        self, *args: Any, months: Iterable[datetime], has_reports: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.months = {f"{first:%Y-%m}": first for first in months}
        named = [(key, date_format(first, "Y年n月")) for key, first in self.months.items()]
        self.fields["month"].choices = [  # type: ignore[attr-defined]
            ("", _("すべての月")),
            *named,
        ]
        if not has_reports:
            del self.fields["outcome"]

    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def as_asked(self) -> dict[str, str]:
        """What narrows the list, in the words of the address."""
        return {name: self.data[name] for name in self.wanted()}

    def narrowed(self, found: QuerySet[Reservation]) -> QuerySet[Reservation]:
        wanted = self.wanted()
        if month := wanted.get("month"):
            first = self.months[month]
            following = (first + timedelta(days=31)).replace(day=1)
            found = found.filter(talk__starts_at__gte=first, talk__starts_at__lt=following)
        if guest := wanted.get("guest"):
            found = found.filter(talk__guest__public_name__icontains=guest)
        if outcome := wanted.get("outcome"):
            found = found.filter(talk__report__outcome=outcome)
        return found
