from typing import Any

import msgspec
from django import forms
from django.utils.translation import gettext_lazy as _

from talk_rooms.domain.call_paths import PathResult, path_results
from talk_rooms.domain.contact_hints import contact_hints
from talk_rooms.domain.messages import MAX_LENGTH
from talk_rooms.enums import CallTestVerdict, OfficeCallKind


class MessageForm(forms.Form):
    body = forms.CharField(
        label=_("メッセージ"),
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        error_messages={
            "required": _("メッセージを入力してください。"),
            "max_length": _("メッセージは1000文字以内で入力してください。"),
        },
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)
    # The name of the button that sends what looks like contact details all the same.
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        hints = contact_hints(found.get("body", ""))
        self.needs_confirming = bool(hints) and not found.get("confirmed")
        if self.needs_confirming:
            named = "、".join(str(hint.label) for hint in hints)
            text = _(
                "%(named)sのような内容が含まれています。安全のため、連絡先の交換はお控えください。"
                "問題がなければ「このまま送る」を押してください。まだ送信されていません。"
            )
            self.add_error("body", text % {"named": named})
        return found


class CallTestForm(forms.Form):
    """What the page of the call test sends by itself; `talk` is a public id."""

    talk = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    verdict = forms.TypedChoiceField(choices=CallTestVerdict.choices, coerce=CallTestVerdict)
    paths = forms.CharField(max_length=2000)

    def clean_paths(self) -> list[PathResult]:
        try:
            return path_results(self.cleaned_data["paths"])
        except msgspec.MsgspecError as error:
            raise forms.ValidationError(_("テストの結果を読み取れませんでした。")) from error

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        is_bad = found.get("verdict") == CallTestVerdict.BAD
        if not is_bad and not any(one.connected for one in found.get("paths", ())):
            raise forms.ValidationError(_("つながる経路のない結果です。"))
        return found


class OfficeCallForm(forms.Form):
    kind = forms.TypedChoiceField(
        label=_("用件"), choices=OfficeCallKind.choices, coerce=OfficeCallKind
    )
    words = forms.CharField(
        label=_("状況"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("状況は1000文字以内で入力してください。")},
    )


class HandledForm(forms.Form):
    note = forms.CharField(
        label=_("対応の記録"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("どのように対応したかを書いてください。事務局の中だけで見られます。"),
    )
