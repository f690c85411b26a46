from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cast_portal.enums import Outcome

# Word for word as in the cast guide.
MEANING = {
    Outcome.DONE: _("問題なくトークが行われた"),
    Outcome.GUEST_ABSENT: _("ゲストが来なかった"),
    Outcome.TROUBLE: _("自分がトークに参加できなかった"),
}
RATINGS = [
    (1, _("★1 残念だった")),
    (2, _("★2 いまひとつ")),
    (3, _("★3 ふつう")),
    (4, _("★4 よかった")),
    (5, _("★5 とてもよかった")),
]


class ReportForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("トークの結果"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("トークの結果を選んでください。")},
    )
    rating = forms.TypedChoiceField(
        label=_("トークの評価"),
        choices=RATINGS,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("評価は「完了」のときだけ送られます。ゲストには表示されません。"),
    )
    impressions = forms.CharField(
        label=_("感想"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("話した内容や気づいたことをご自由に。ゲストには表示されません。"),
    )

    def outcomes(self) -> Iterator[tuple[Any, Any]]:
        """Each radio button with what it means."""
        for radio in self["outcome"]:
            yield radio, MEANING[Outcome(radio.data["value"])]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("outcome") == Outcome.DONE and "rating" not in self.errors:
            if found.get("rating") is None:
                self.add_error("rating", _("5段階の評価を選んでください。"))
        else:
            found["rating"] = None
        return found
