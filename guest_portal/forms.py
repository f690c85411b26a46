from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cast_portal.models import Cast, Category, Rank, Slot
from kernel.forms import VersionedForm
from kernel.one_line import no_control_characters

RATINGS = [(value, str(value)) for value in range(1, 6)]


class CastFilterForm(forms.Form):
    category = forms.ModelChoiceField(
        Category.objects.all(),
        label=_("カテゴリー"),
        required=False,
        to_field_name="slug",
        empty_label=_("すべて"),
    )
    rank = forms.ModelChoiceField(
        Rank.objects.all(),
        label=_("ランク"),
        required=False,
        to_field_name="slug",
        empty_label=_("すべて"),
    )
    day = forms.DateField(
        label=_("空いている日"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def chosen(self) -> dict[str, Any]:
        """The filters that could be read; one that could not counts as not set."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}


class DayForm(forms.Form):
    day = forms.DateField(required=False)


def slots_of(cast: Cast) -> forms.ModelMultipleChoiceField:
    gone = _("選んだ時間の受付が終わりました。別の時間をお選びください。")
    return forms.ModelMultipleChoiceField(
        Slot.objects.filter(cast=cast),
        widget=forms.MultipleHiddenInput,
        error_messages={
            "required": _("ご希望の時間を選んでください。"),
            "invalid_choice": gone,
            "invalid_pk_value": gone,
        },
    )


class SlotsForm(forms.Form):
    """The ticked slots of one cast."""

    def __init__(self, *args: Any, cast: Cast, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slots"] = slots_of(cast)


class ReserveForm(SlotsForm):
    wish = forms.CharField(
        label=_("話したいこと"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("キャストが準備するときの参考になります（300文字まで）。"),
    )


class ProfileForm(VersionedForm):
    public_name = forms.CharField(
        label=_("ゲスト名"),
        max_length=30,
        validators=[no_control_characters],
        help_text=_("キャストに表示される名前です。"),
    )
    introduction = forms.CharField(
        label=_("自己紹介"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("キャストがトークの準備をするときに読みます（1000文字まで）。"),
    )
    topics = forms.CharField(
        label=_("話したいこと"),
        required=False,
        max_length=200,
        help_text=_("例：旅行、映画、英会話の練習"),
    )


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("キャンセルの理由"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("キャストへのメールに添えられます。空欄でもかまいません。"),
    )


class ReviewForm(forms.Form):
    rating = forms.TypedChoiceField(
        label=_("評価"),
        coerce=int,
        choices=RATINGS,
        widget=forms.RadioSelect,
        error_messages={"required": _("星の数を選んでください。")},
    )
    comment = forms.CharField(
        label=_("感想"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("事務局が今後の運営の参考にします。公開されません。"),
    )
