import re
from datetime import date, datetime
from typing import Any

import jaconv
from django import forms
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.domain.terms import refuse_missing_terms
from accounts.enums import TermsKind
from accounts.forms import consent_field, linked_name
from cast_portal.domain.drafts import OF_ONE_KIND, entry_terms
from cast_portal.domain.entry import refuse_by_invitation, refuse_minor
from cast_portal.enums import DocumentKind, DocumentPart, required_parts
from cast_portal.forms.pictures import (
    DocumentField,
    HeldPicturesMixin,
    PortraitField,
    refusal_beside_field,
)
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


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=_("メールアドレス"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("入力ページのリンクと、審査結果をお送りします。"),
    )


class StepForm(forms.Form):
    """One page of an entry. Its valid values can be kept although others are still missing."""

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def values(self) -> dict[str, Any]:
        """What is valid so far, as it goes into JSON."""
        return dict(self.cleaned_data)

    def new_pictures(self) -> dict[str, bytes]:
        return {}


class ConsentForm(StepForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms = entry_terms()
        accepted = self.initial.get("terms", [])
        for version in self.terms:
            name = f"consent_{version.kind}"
            self.initial[name] = version.pk in accepted
            self.fields[name] = consent_field(
                version,
                name=linked_name(version),
                required=_("ご応募には、規約をお読みいただいたうえでの同意が必要です。"),
            )

    def clean(self) -> dict[str, Any]:
        with refusal_beside_field():
            refuse_missing_terms(self.terms, TermsKind.CAST, TermsKind.PRIVACY)
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        agreed = [one.pk for one in self.terms if self.cleaned_data.get(f"consent_{one.kind}")]
        return {"terms": agreed}


class AboutForm(StepForm):
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

    def clean_birth_date(self) -> date:
        birth_date = self.cleaned_data["birth_date"]
        with refusal_beside_field():
            refuse_minor(birth_date, today=localdate(self.now))
        return birth_date


class ActivityForm(StepForm):
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

    def clean_desired_rank(self) -> Rank:
        rank = self.cleaned_data["desired_rank"]
        with refusal_beside_field():
            refuse_by_invitation(rank)
        return rank

    def values(self) -> dict[str, Any]:
        values = super().values()
        if rank := values.get("desired_rank"):
            values["desired_rank"] = rank.pk
        if "categories" in values:
            values["categories"] = [category.pk for category in values["categories"]]
        return values


def ask_for_parts(form: forms.Form, kind: DocumentKind) -> None:
    """Errors beside the pictures that a document of this kind still needs."""
    shows_address = form.cleaned_data.get("card_shows_address")
    if kind == DocumentKind.STUDENT_CARD and not shows_address:
        form.add_error("card_shows_address", _("どちらかをお選びください。"))
    for part in sorted(required_parts(kind, card_shows_address=shows_address == "yes")):
        if not form.cleaned_data.get(part) and part not in form.errors:
            form.add_error(part, _("%sの画像を添付してください。") % part.label)


class DocumentsForm(HeldPicturesMixin, StepForm):
    """Which pictures are asked for follows the kind of document."""

    document_kind = forms.ChoiceField(
        label=_("身分証明書の種類"),
        choices=DocumentKind.choices,
        widget=forms.RadioSelect,
        help_text=_("外国籍の方は、在留カードをお選びください。"),
        error_messages={"required": _("身分証明書の種類をお選びください。")},
    )
    card_shows_address = forms.ChoiceField(
        label=_("学生証に、現住所が書かれていますか？"),
        choices=[("yes", _("書かれている")), ("no", _("書かれていない"))],
        widget=forms.RadioSelect,
        required=False,
    )
    front = DocumentField(
        label=DocumentPart.FRONT.label,
        help_text=_("お名前・生年月日・顔写真がはっきり読み取れるように撮影してください。"),
    )
    back = DocumentField(
        label=DocumentPart.BACK.label,
        required=False,
        help_text=_(
            "運転免許証は必須です。在留カードは住所変更の記載があるとき、"
            "学生証は住所が裏面にあるときに添付してください。"
        ),
    )
    address = DocumentField(
        label=DocumentPart.ADDRESS.label,
        required=False,
        help_text=_(
            "発行から3か月以内の住民票（本籍とマイナンバーは隠してください）や公共料金の領収書など、"
            "お名前と現住所がわかるものをお送りください。"
        ),
    )
    profile_image = PortraitField(
        label=_("プロフィール画像"),
        help_text=_("サイトに表示されます。正方形に切り抜かれます。"),
    )

    def __init__(self, *args: Any, held: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Names of files, which stand for them. Those of another document do not count.
        gone = OF_ONE_KIND if self.is_other_kind() else ()
        held = {field: name for field, name in held.items() if field not in gone}
        self.initial.update(held)
        self.show_held(set(held))

    def is_other_kind(self) -> bool:
        chosen = self.data.get("document_kind")
        return bool(chosen) and chosen != self.initial.get("document_kind")

    def show_held(self, names: set[str]) -> None:
        super().show_held(names)
        for name in names.intersection(self.picture_names):
            self.fields[name].widget.preview_url = reverse("cast_portal:entry_picture", args=[name])

    def clean(self) -> dict[str, Any]:
        if kind := self.cleaned_data.get("document_kind"):
            ask_for_parts(self, DocumentKind(kind))
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        chosen = ("document_kind", "card_shows_address")
        return {name: self.cleaned_data[name] for name in chosen if self.cleaned_data.get(name)}

    def new_pictures(self) -> dict[str, bytes]:
        pictures = self.accepted_pictures()
        return {name: content for name, content in pictures.items() if isinstance(content, bytes)}


# Every field of the steps, for whoever asks for some of them again.
ENTRY_FIELDS = AboutForm.base_fields | ActivityForm.base_fields | DocumentsForm.base_fields


class ConfirmForm(forms.Form):
    """Nothing to fill in: the button is the confirmation."""
