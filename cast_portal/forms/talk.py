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


class MemoForm(forms.Form):
    body = forms.CharField(
        label=_("メモ"),
        max_length=5000,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    guest = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    next = forms.CharField(required=False, widget=forms.HiddenInput)
