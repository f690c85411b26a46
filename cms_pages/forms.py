from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms_pages.enums import ContactTopic


class ContactForm(forms.Form):
    topic = forms.ChoiceField(
        label=_("ご用件"),
        choices=[("", _("選んでください")), *ContactTopic.choices],
        error_messages={"required": _("ご用件を選んでください。")},
    )
    reply_to = forms.EmailField(
        label=_("返信先メールアドレス"),
        max_length=254,
        help_text=_("お返事はこのアドレスにお送りします。"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("返信先のメールアドレスを入力してください。"),
            "invalid": _("メールアドレスの形を確認してください(例:name@example.com)。"),
        },
    )
    body = forms.CharField(
        label=_("お問い合わせ内容"),
        min_length=10,
        max_length=3000,
        help_text=_("お困りの画面や日時など、分かる範囲でお書きください(3,000文字まで)。"),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("お問い合わせ内容を入力してください。"),
            "min_length": _("もう少し詳しくお書きください(10文字以上)。"),
            "max_length": _("3,000文字以内でお書きください。"),
        },
    )
    # People neither see nor reach it; only programs fill it in.
    home_page = forms.CharField(label=_("この欄は空のままにしてください"), required=False)

    def visible_groups(self) -> list[forms.BoundField]:
        return [self[name] for name in ("topic", "reply_to", "body")]

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.cleaned_data["home_page"])

    @property
    def message(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("topic", "reply_to", "body")}
