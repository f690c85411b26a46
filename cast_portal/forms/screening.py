from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cast_portal.enums import EntryItem
from cast_portal.models import CastApplication, Rank

CHECKS = {
    "photo": _("顔写真がはっきり写っている"),
    "name": _("氏名が入力内容と一致している"),
    "birth_date": _("生年月日が一致し、18歳以上である"),
    "address": _("現住所が確認できる"),
    "expiry": _("有効期限内である（期限のない書類は発行日を確認した）"),
}


class ApproveForm(forms.Form):
    """Every check must be ticked: approving means having looked."""

    prefix = "approve"
    rank = forms.ModelChoiceField(
        label=_("承認するランク"),
        queryset=Rank.objects.filter(is_by_invitation=False),
        empty_label=None,
        help_text=_("希望と異なるランクで承認することもできます。"),
    )

    def __init__(self, *args: Any, application: CastApplication, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["rank"] = application.desired_rank_id
        for name, label in CHECKS.items():
            self.fields[f"check_{name}"] = forms.BooleanField(
                label=label,
                error_messages={"required": _("確認できたらチェックを入れてください。")},
            )

    @property
    def checks(self) -> list[forms.BoundField]:
        return [self[f"check_{name}"] for name in CHECKS]


class ReturnForm(forms.Form):
    prefix = "return"
    items = forms.MultipleChoiceField(
        label=_("もう一度送っていただくもの"),
        choices=EntryItem.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("再提出をお願いする項目を選んでください。")},
    )
    message = forms.CharField(
        label=_("応募者への連絡"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "メールと再提出ページにそのまま表示されます。何をどう直せばよいかをお書きください。"
        ),
        error_messages={"required": _("応募者への連絡を記入してください。")},
    )


class DeclineForm(forms.Form):
    prefix = "decline"
    reason = forms.CharField(
        label=_("見送りの理由（内部メモ）"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("応募者には伝わりません。"),
        error_messages={"required": _("見送りの理由を記入してください。")},
    )
