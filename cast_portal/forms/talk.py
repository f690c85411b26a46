from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("キャンセルの理由"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("ゲストへのお知らせメールに、そのまま載ります。"),
        error_messages={"required": _("キャンセルの理由をご記入ください。")},
    )


class MemoSearchForm(forms.Form):
    q = forms.CharField(
        label=_("メモをさがす"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class MemoText(forms.CharField):
    """Its lines end as a text area counts them, not as a form sends them."""

    def to_python(self, value: Any) -> str | None:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class MemoForm(forms.Form):
    body = MemoText(
        label=_("メモ"),
        max_length=5000,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    guest = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    next = forms.CharField(required=False, widget=forms.HiddenInput)
