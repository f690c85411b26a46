from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from cast_portal.domain.profile import TEXT_FIELDS, Profile
from cast_portal.forms.pictures import PortraitField
from cast_portal.models import Cast, Category


class WebAddressField(forms.URLField):
    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"placeholder": "https://", "inputmode": "url", "autocomplete": "url"}
        widget = forms.URLInput(attrs=attrs)
        super().__init__(required=False, assume_scheme="https", widget=widget, **kwargs)


class ProfileForm(forms.Form):
    image = PortraitField(
        label=_("プロフィール画像"),
        required=False,
        help_text=_("JPEG・PNG・WebP・HEIC、15MBまで。正方形に整えて表示します。"),
    )
    introduction = forms.CharField(
        label=_("自己紹介"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("どんな話ができるか、どんな雰囲気のトークか。ゲストが選ぶときの手がかりです。"),
    )
    career = forms.CharField(
        label=_("経歴"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("お仕事や活動、得意なことなど。"),
    )
    categories = forms.ModelMultipleChoiceField(
        label=_("カテゴリー"),
        queryset=Category.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("いくつでも選べます。"),
        error_messages={"required": _("カテゴリーを一つ以上選んでください。")},
    )
    website_url = WebAddressField(label=_("ご自身のサイト"))
    sns_url_1 = WebAddressField(label=_("SNS 1"))
    sns_url_2 = WebAddressField(label=_("SNS 2"))
    sns_url_3 = WebAddressField(label=_("SNS 3"))

    def profile(self) -> Profile:
        return Profile(**self.cleaned_data)


def initial_of(cast: Cast) -> dict[str, Any]:
    texts = {name: getattr(cast, name) for name in TEXT_FIELDS}
    return texts | {"categories": list(cast.categories.all())}
