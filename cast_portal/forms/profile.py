import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from cast_portal.domain.profile import LINK_FIELDS, Profile, profile_of, profile_version
from cast_portal.enums import Language
from cast_portal.models import Cast, Category
from kernel.forms import VersionedForm


def leads_to_a_public_site(address: str) -> None:
    """Guests follow these links: no names or passwords in them, no machines of one's own."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if "@" in parts.netloc:
        raise forms.ValidationError(_("ユーザー名やパスワードを含まないリンクを入力してください。"))
    if "." not in host or re.fullmatch(r"[\d.:]+", host) or host.endswith((".local", ".internal")):
        raise forms.ValidationError(_("どなたでも開けるサイトのリンクを入力してください。"))


class WebAddressField(forms.URLField):
    default_validators = [URLValidator(schemes=["http", "https"]), leads_to_a_public_site]

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"placeholder": "https://", "inputmode": "url", "autocomplete": "url"}
        widget = forms.URLInput(attrs=attrs)
        super().__init__(required=False, assume_scheme="https", widget=widget, **kwargs)


class ProfileForm(VersionedForm):
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
    topics = forms.CharField(
        label=_("話せる話題"),
        max_length=200,
        required=False,
        help_text=_("「、」で区切って、いくつでも。例：映画、就職活動、子育て"),
    )
    languages = forms.MultipleChoiceField(
        label=_("話せる言語"),
        choices=Language.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
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

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        seen: set[str] = set()
        for name in LINK_FIELDS:
            address = found.get(name)
            if address in seen:
                self.add_error(name, _("同じリンクが2回入力されています。"))
            if address:
                seen.add(address)
        return found

    def profile(self) -> Profile:
        return Profile(**super().values())

    def values(self) -> dict[str, Any]:
        return self.profile().values()


def initial_of(cast: Cast) -> dict[str, Any]:
    return profile_of(cast).values() | {"version": profile_version(cast)}
