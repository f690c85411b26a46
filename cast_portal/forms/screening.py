from typing import Any

from django import forms
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cast_portal.enums import DocumentKind, DocumentPart, EntryItem, ReasonUse, parts_of
from cast_portal.models import CastApplication, Rank, ScreeningReason

PHOTO = ("photo", _("顔写真がはっきり写り、プロフィール画像と同じ人に見える"))
NAME = ("name", _("氏名が入力内容と一致している"))
BIRTH = ("birth_date", _("生年月日が一致し、18歳以上である"))
ADDRESS = ("address", _("現住所が確認できる"))
EXPIRY = ("expiry", _("有効期限内である"))
CHECKS: dict[DocumentKind, tuple[tuple[str, Promise], ...]] = {
    DocumentKind.DRIVING_LICENCE: (
        PHOTO,
        NAME,
        BIRTH,
        ("address", _("現住所が確認できる（変更があれば裏面を見た）")),
        EXPIRY,
    ),
    DocumentKind.PASSPORT: (
        PHOTO,
        NAME,
        BIRTH,
        EXPIRY,
        ("address", _("住所を確認できる書類が3か月以内の発行で、氏名と現住所が一致している")),
    ),
    DocumentKind.STUDENT_CARD: (
        PHOTO,
        NAME,
        BIRTH,
        EXPIRY,
        ("address", _("学生証または別の書類で現住所が確認できる")),
        ("school", _("高等学校の学生証ではない")),
    ),
    DocumentKind.RESIDENCE_CARD: (
        PHOTO,
        NAME,
        BIRTH,
        ADDRESS,
        ("expiry", _("在留期間の満了日を過ぎていない")),
    ),
}


class StageForm(forms.Form):
    """`seen` is the stage that was on the screen, so that an old screen decides nothing."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, application: CastApplication, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.application = application
        self.initial["seen"] = application.stage_id


class ApproveForm(StageForm):
    """Every check must be ticked: approving means having looked."""

    prefix = "approve"
    rank = forms.ModelChoiceField(
        label=_("承認するランク"),
        queryset=Rank.objects.filter(is_by_invitation=False),
        empty_label=None,
        help_text=_("希望と異なるランクで承認することもできます。"),
    )

    def __init__(self, *args: Any, application: CastApplication, **kwargs: Any) -> None:
        super().__init__(*args, application=application, **kwargs)
        self.initial["rank"] = application.granted_rank_id or application.desired_rank_id
        kind = application.document_kind
        self.names = [name for name, _label in CHECKS[DocumentKind(kind)]] if kind else []
        for name, label in CHECKS[DocumentKind(kind)] if kind else ():
            self.fields[f"check_{name}"] = forms.BooleanField(
                label=str(label),
                error_messages={"required": _("確認できたらチェックを入れてください。")},
            )

    @property
    def checks(self) -> list[forms.BoundField]:
        return [self[f"check_{name}"] for name in self.names]


class ReasonField(forms.ModelChoiceField):
    def __init__(self, use: ReasonUse, **kwargs: Any) -> None:
        reasons = ScreeningReason.objects.filter(use=use, is_active=True)
        super().__init__(queryset=reasons, **kwargs)


class ReturnForm(StageForm):
    """One reason for each thing that is asked for again."""

    prefix = "return"
    message = forms.CharField(
        label=_("書き添える言葉"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "理由の説明とともに、メールと再提出ページに表示されます。本名は書かないでください。"
        ),
    )

    def __init__(self, *args: Any, application: CastApplication, **kwargs: Any) -> None:
        super().__init__(*args, application=application, **kwargs)
        self.items = list(items_of(application))
        reasons = list(ScreeningReason.objects.filter(use=ReasonUse.RETURN, is_active=True))
        for item in self.items:
            field = ReasonField(
                ReasonUse.RETURN, label=item.label, required=False, empty_label=_("— 求めない —")
            )
            # One query for the choices of all items.
            field.choices = [("", _("— 求めない —")), *((one.pk, str(one)) for one in reasons)]
            self.fields[f"item_{item}"] = field
        self.order_fields(["seen", *(f"item_{item}" for item in self.items)])

    @property
    def item_fields(self) -> list[forms.BoundField]:
        return [self[f"item_{item}"] for item in self.items]

    def chosen(self) -> dict[EntryItem, ScreeningReason]:
        found = {item: self.cleaned_data.get(f"item_{item}") for item in self.items}
        return {item: reason for item, reason in found.items() if reason}

    def clean(self) -> dict[str, Any]:
        chosen = self.chosen()
        if not self.errors and not chosen:
            raise forms.ValidationError(_("再提出をお願いする項目の理由を選んでください。"))
        if EntryItem.DOCUMENT in chosen and chosen.keys() & set(map(EntryItem, DocumentPart)):
            raise forms.ValidationError(
                _(
                    "身分証明書を種類から選び直してもらうときは、面ごとの再提出は選ばないでください。"
                )
            )
        return self.cleaned_data


def items_of(application: CastApplication) -> list[EntryItem]:
    """What this entry has, and so can be asked for again."""
    kind = application.document_kind
    parts = parts_of(DocumentKind(kind)) if kind else frozenset()
    return [item for item in EntryItem if item not in DocumentPart.values or item in parts]


class DeclineForm(StageForm):
    prefix = "decline"
    reason = ReasonField(
        ReasonUse.DECLINE,
        label=_("見送りの理由"),
        empty_label=_("選んでください"),
        help_text=_(
            "理由の名前は応募者に伝わりません。説明文がある理由だけ、メールに文が入ります。"
        ),
        error_messages={"required": _("見送りの理由を選んでください。")},
    )


class NoteForm(forms.Form):
    prefix = "note"
    body = forms.CharField(
        label=_("内部メモ"),
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("応募者には見えません。応募の情報とともに消去されます。"),
        error_messages={"required": _("メモを記入してください。")},
    )


class AssignForm(forms.Form):
    prefix = "assign"

    def __init__(self, *args: Any, application: CastApplication, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = forms.ModelChoiceField(
            label=_("担当者"), queryset=screeners(), required=False, empty_label=_("担当なし")
        )
        self.initial["to"] = application.assignee_id


def screeners() -> Any:
    """Staff who may decide on entries."""
    allowed = Q(is_superuser=True)
    for owner in ("groups__permissions", "user_permissions"):
        allowed |= Q(
            **{
                f"{owner}__codename": "change_castapplication",
                f"{owner}__content_type__app_label": "cast_portal",
            }
        )
    staff = User.objects.filter(allowed, is_active=True, is_staff=True)
    return staff.distinct().order_by("public_name")
