import re
import unicodedata
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from kernel.errors import Refusal
from kernel.forms import add_refusal
from payouts.domain.accounts import AccountDetails, holder_in_kana
from payouts.domain.bank_search import find_banks, find_branches
from payouts.domain.holder import check_holder
from payouts.domain.yucho import BANK_CODE, yucho_account
from payouts.enums import AccountType
from payouts.models import Bank, Branch

BANK, YUCHO = "bank", "yucho"
NOT_DIGITS = re.compile(r"[\s\-‐‑–—―ー−]")


class DigitsField(forms.CharField):
    """Digits however they were typed: full-width, with spaces or hyphens."""

    def to_python(self, value: Any) -> str:
        return NOT_DIGITS.sub("", unicodedata.normalize("NFKC", super().to_python(value) or ""))


def digits_field(label: Any, example: str, **kwargs: Any) -> DigitsField:
    attrs = {"inputmode": "numeric", "autocomplete": "off", "placeholder": example}
    widget = forms.TextInput(attrs=attrs)
    return DigitsField(label=label, required=False, max_length=20, widget=widget, **kwargs)


def search_field(label: Any, help_text: Any) -> forms.CharField:
    words = {
        "data-suggest-found": _("{n}件の候補があります。上下の矢印キーで選べます。"),
        "data-suggest-none": _("候補が見つかりません。"),
    }
    widget = forms.TextInput(attrs={"autocomplete": "off", **words})
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=60, widget=widget
    )


def choice_field(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=4, widget=forms.RadioSelect)


class BankAccountForm(forms.Form):
    """Names a bank and a branch by code or name; where several fit, asks again with a choice."""

    kind = forms.ChoiceField(
        label=_("金融機関"),
        choices=[(BANK, _("銀行・信用金庫など")), (YUCHO, _("ゆうちょ銀行（記号・番号）"))],
        initial=BANK,
        widget=forms.RadioSelect,
    )
    bank = search_field(_("銀行"), _("名前（漢字・カナ）か、4桁の銀行コードを入力してください。"))
    bank_choice = choice_field(_("銀行の候補"))
    branch = search_field(_("支店"), _("名前（漢字・カナ）か、3桁の支店コードを入力してください。"))
    branch_choice = choice_field(_("支店の候補"))
    account_type = forms.ChoiceField(
        label=_("預金種目"),
        choices=AccountType.choices,
        initial=AccountType.ORDINARY,
        required=False,
        widget=forms.RadioSelect,
    )
    number = digits_field(
        _("口座番号"), "0123456", help_text=_("7桁に満たない番号も、そのまま入力できます。")
    )
    symbol = digits_field(_("記号"), "14030", help_text=_("通帳の左側、5桁の数字です。"))
    yucho_number = digits_field(
        _("番号"), "12345671", help_text=_("通帳の右側、8桁までの数字です。")
    )
    holder_kana = forms.CharField(
        label=_("口座名義（カナ）"),
        max_length=60,
        help_text=_("ご本人名義の口座のみご指定いただけます。通帳の表記どおりに入力してください。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "ヤマダ タロウ"}),
    )
    password = forms.CharField(
        label=_("現在のパスワード"),
        help_text=_("大切な情報の変更のため、ご本人であることを確認します。"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: User, is_change: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.chosen_branch: Branch | None = None
        self.fields["bank"].widget.attrs["data-suggest"] = reverse("payouts:bank_search")
        self.fields["branch"].widget.attrs["data-suggest"] = reverse("payouts:branch_search")
        self.fields["branch"].widget.attrs["data-suggest-within"] = "id_bank"
        self.initial.setdefault("holder_kana", user.legal_name_kana)
        if not is_change:
            del self.fields["password"]

    def clean_holder_kana(self) -> str:
        """Said together with everything else; the verb asks again."""
        holder = self.cleaned_data["holder_kana"]
        try:
            check_holder(holder_in_kana(holder), self.user.legal_name_kana)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal.message), code=refusal.code) from refusal
        return holder

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError(_("パスワードが正しくありません。"), code="wrong_password")
        return password

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("kind") == YUCHO:
            self.resolve_yucho()
        else:
            self.resolve_bank()
        return self.cleaned_data

    def resolve_yucho(self) -> None:
        try:
            account = yucho_account(
                self.cleaned_data.get("symbol", ""), self.cleaned_data.get("yucho_number", "")
            )
        except Refusal as refusal:
            return add_refusal(self, refusal)
        branches = Branch.objects.select_related("bank").filter(is_current=True)
        branch = branches.filter(bank_id=BANK_CODE, code=account.branch_code).first()
        if branch is None:
            return self.add_error("symbol", _("この記号の店舗が見つかりません。"))
        self.chosen_branch = branch
        self.cleaned_data["account_type"] = account.account_type
        self.cleaned_data["number"] = account.number
        return None

    def resolve_bank(self) -> None:
        bank = self.picked("bank", _("銀行"), find_banks)
        if bank:
            self.chosen_branch = self.picked(
                "branch", _("支店"), lambda text: find_branches(bank, text)
            )
        if not re.fullmatch(r"\d{1,7}", self.cleaned_data.get("number", "")):
            self.add_error("number", _("口座番号は7桁以内の数字で入力してください。"))
        if not self.cleaned_data.get("account_type"):
            self.add_error("account_type", _("預金種目をお選びください。"))

    def picked(self, name: str, label: Any, find: Any) -> Any:
        """The one row that is meant, or an error with what it might be."""
        typed = self.cleaned_data.get(f"{name}_choice") or self.cleaned_data.get(name, "")
        rows = find(typed)
        if len(rows) == 1:
            self.keep_typed(name, f"{rows[0].code} {rows[0].name}")
            return rows[0]
        self.add_error(name, self.words_for(typed, rows, label))
        choices = [(row.code, f"{row.code} {row.name}({row.kana})") for row in rows]
        self.fields[f"{name}_choice"].widget.choices = choices
        return None

    @staticmethod
    def words_for(typed: str, rows: list[Bank] | list[Branch], label: Any) -> str:
        if not typed:
            return _("%(label)sを入力してください。") % {"label": label}
        if rows:
            return _("%(label)sの候補が複数あります。下からお選びください。") % {"label": label}
        message = _("該当する%(label)sが見つかりません。コードまたは名前をご確認ください。")
        return message % {"label": label}

    def keep_typed(self, name: str, text: str) -> None:
        """What has been found stays found when the page is shown again for another field."""
        typed = self.data.dict() if isinstance(self.data, QueryDict) else self.data
        self.data = {**typed, name: text, f"{name}_choice": ""}

    def details(self) -> AccountDetails:
        if self.chosen_branch is None:
            raise ValueError("details of an invalid form")
        return AccountDetails(
            branch=self.chosen_branch,
            account_type=AccountType(self.cleaned_data["account_type"]),
            number=self.cleaned_data["number"],
            holder_kana=self.cleaned_data["holder_kana"],
        )


class ClaimForm(forms.Form):
    """Nothing to fill in: the claim is for everything that is claimable."""


class SuggestForm(forms.Form):
    q = forms.CharField(max_length=60)
    within = forms.CharField(max_length=60, required=False)


class TallyForm(forms.Form):
    tally = forms.BooleanField(required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class DeclineForm(ReasonForm):
    field_help = _("キャストへのメールと請求ページに、そのまま表示されます。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = self.field_help


class MendForm(DeclineForm):
    field_help = _("キャストへのメールと口座のページに、そのまま表示されます。")


class ReturnForm(DeclineForm):
    lost_fee_yen = forms.IntegerField(
        label=_("戻らなかった手数料（円）"),
        min_value=0,
        max_value=100_000,
        initial=0,
        help_text=_("銀行から返金されなかった手数料を記録します。"),
    )


class BatchForm(forms.Form):
    value_date = forms.DateField(
        label=_("振込指定日"),
        help_text=_("翌営業日から15営業日以内の銀行営業日をお選びください。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
