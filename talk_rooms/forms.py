from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talk_rooms.domain.contact_hints import contact_hints
from talk_rooms.domain.messages import MAX_LENGTH


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
