from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cast_portal.models import Cast, Rank


class RankChoice(forms.ModelChoiceField):
    def label_from_instance(self, rank: Rank) -> str:
        return _("%(rank)s（1枠 %(yen)s円）") % {"rank": rank.name, "yen": f"{rank.reward_yen:,}"}


class ChosenCastsForm(forms.Form):
    """Who was ticked on the page before."""

    casts = forms.ModelMultipleChoiceField(
        queryset=Cast.objects.select_related("user", "rank").order_by("user__public_name")
    )


class InviteForm(forms.Form):
    rank = RankChoice(
        label=gettext_lazy("ご案内するランク"),
        queryset=Rank.objects.all(),
        empty_label=gettext_lazy("お選びください"),
    )
    message = forms.CharField(
        label=gettext_lazy("メッセージ"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("キャストへのメールとご案内のページに、そのまま表示されます。"),
    )
