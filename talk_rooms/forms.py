from django import forms
from django.utils.translation import gettext_lazy as _

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
