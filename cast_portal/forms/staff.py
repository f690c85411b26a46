from django import forms
from django.utils.translation import gettext_lazy as _

from cast_portal.enums import Outcome
from cast_portal.models import Rank


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("理由"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("操作の記録に残ります。"),
    )


class RankForm(ReasonForm):
    rank = forms.ModelChoiceField(
        label=_("新しいランク"), queryset=Rank.objects.all(), empty_label=None
    )
    field_order = ["rank", "reason"]


class ListingForm(ReasonForm):
    is_listed = forms.TypedChoiceField(
        label=_("一覧への公開"),
        choices=[("yes", _("公開する")), ("no", _("公開しない"))],
        coerce=lambda value: value == "yes",
    )
    field_order = ["is_listed", "reason"]


class SettleForm(ReasonForm):
    outcome = forms.TypedChoiceField(
        label=_("確定する結果"), choices=Outcome.choices, coerce=Outcome
    )
    field_order = ["outcome", "reason"]
