import re
from datetime import date, datetime
from typing import Any

import jaconv
from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.domain.terms import current_terms
from accounts.enums import TermsKind
from accounts.forms import consent_field, linked_name
from cast_portal.domain.entry import (
    PLAIN_FIELDS,
    Entry,
    refuse_by_invitation,
    refuse_minor,
)
from cast_portal.domain.images import document_picture, portrait_picture
from cast_portal.enums import REQUIRED_PARTS, DocumentKind, DocumentPart
from cast_portal.forms.pictures import HeldPicturesMixin, PictureField, refusal_beside_field
from cast_portal.models import Category, Rank
from kernel.one_line import no_control_characters

KATAKANA = re.compile(r"[ァ-ヶー・ ]+")


class KanaField(forms.CharField):
    """Takes hiragana, half width and full width; gives full-width katakana."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        text = jaconv.hira2kata(jaconv.h2z(text)).replace("\u3000", " ").strip()
        if text and not KATAKANA.fullmatch(text):
            raise forms.ValidationError(_("カタカナでご入力ください。"), code="not_kana")
        return text


class RankCards(forms.RadioSelect):
    template_name = "cast_portal/entry/rank_cards.html"
    option_template_name = "cast_portal/entry/rank_option.html"

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if value.instance.is_by_invitation:
            option["attrs"]["disabled"] = True
        return option


class EntryForm(HeldPicturesMixin, forms.Form):
    last_name = forms.CharField(
        label=_("姓（本名）"),
        max_length=50,
        widget=forms.TextInput({"autocomplete": "family-name"}),
    )
    first_name = forms.CharField(
        label=_("名（本名）"),
        max_length=50,
        widget=forms.TextInput({"autocomplete": "given-name"}),
    )
    last_name_kana = KanaField(label=_("セイ"), max_length=50)
    first_name_kana = KanaField(label=_("メイ"), max_length=50)
    birth_date = forms.DateField(
        label=_("生年月日"),
        widget=forms.DateInput({"type": "date", "autocomplete": "bday"}, format="%Y-%m-%d"),
        help_text=_("18歳以上の方にご応募いただけます。"),
    )
    email = forms.EmailField(
        label=_("メールアドレス"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("確認のリンクと審査結果をお送りします。"),
    )
    cast_name = forms.CharField(
        label=_("キャスト名"),
        max_length=30,
        validators=[no_control_characters],
        widget=forms.TextInput({"autocomplete": "nickname"}),
        help_text=_("サイトに表示される名前です。本名は表示されません。"),
    )
    categories = forms.ModelMultipleChoiceField(
        label=_("登録を希望するカテゴリー"),
        queryset=Category.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("いくつでもお選びいただけます。"),
        error_messages={"required": _("カテゴリーをひとつ以上お選びください。")},
    )
    desired_rank = forms.ModelChoiceField(
        label=_("希望するランク"),
        queryset=Rank.objects.all(),
        widget=RankCards,
        empty_label=None,
        help_text=_("審査により、ご希望に添えない場合があります。"),
        error_messages={"required": _("ランクをお選びください。")},
    )
    introduction = forms.CharField(
        label=_("自己紹介"),
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("ご経歴や、お話しできることをご自由にお書きください（2,000文字まで）。"),
    )
    document_kind = forms.ChoiceField(
        label=_("身分証明書の種類"),
        choices=DocumentKind.choices,
        widget=forms.RadioSelect,
        help_text=_("外国籍の方は、在留カードをお選びください。"),
        error_messages={"required": _("身分証明書の種類をお選びください。")},
    )
    front = PictureField(
        label=DocumentPart.FRONT.label,
        prepare=document_picture,
        help_text=_("お名前・生年月日・顔写真がはっきり読み取れるように撮影してください。"),
    )
    back = PictureField(
        label=DocumentPart.BACK.label,
        prepare=document_picture,
        required=False,
        help_text=_(
            "運転免許証は必須です。在留カードは、裏面に住所変更の記載がある場合に添付してください。"
        ),
    )
    address = PictureField(
        label=DocumentPart.ADDRESS.label,
        prepare=document_picture,
        required=False,
        help_text=_(
            "パスポートと学生証の方は必須です。発行から3か月以内の住民票（本籍とマイナンバーは隠してください）"
            "や、ご住所の記載された面をお送りください。"
        ),
    )
    profile_image = PictureField(
        label=_("プロフィール画像"),
        prepare=portrait_picture,
        help_text=_("サイトに表示されます。正方形に切り抜かれます。"),
    )

    def __init__(self, *args: Any, now: datetime, held: dict[str, bytes], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(held)
        self.now = now
        self.terms = current_terms(TermsKind.CAST, TermsKind.PRIVACY)
        for version in self.terms:
            self.fields[f"consent_{version.kind}"] = consent_field(
                version,
                name=linked_name(version),
                required=_("ご応募には、規約をお読みいただいたうえでの同意が必要です。"),
            )
        self.order_fields([consent.name for consent in self.consents])
        self.show_held(set(held))

    @property
    def consents(self) -> list[forms.BoundField]:
        return [self[f"consent_{version.kind}"] for version in self.terms]

    def clean_birth_date(self) -> date:
        birth_date = self.cleaned_data["birth_date"]
        with refusal_beside_field():
            refuse_minor(birth_date, today=localdate(self.now))
        return birth_date

    def clean_desired_rank(self) -> Rank:
        rank = self.cleaned_data["desired_rank"]
        with refusal_beside_field():
            refuse_by_invitation(rank)
        return rank

    def clean(self) -> dict[str, Any]:
        kind = self.cleaned_data.get("document_kind")
        for part in REQUIRED_PARTS[DocumentKind(kind)] if kind else ():
            if not self.cleaned_data.get(part) and part not in self.errors:
                self.add_error(part, _("%sの画像を添付してください。") % part.label)
        return self.cleaned_data

    def entry(self) -> Entry:
        data = self.cleaned_data
        return Entry(
            **{field: data[field] for field in (*PLAIN_FIELDS, "email", "profile_image")},
            categories=list(data["categories"]),
            document_kind=DocumentKind(data["document_kind"]),
            documents={part: data[part] for part in DocumentPart if data.get(part)},
            terms=self.terms,
        )


class ConfirmForm(forms.Form):
    """Nothing to fill in: the button is the confirmation."""
