from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.domain.renewal import Renewal
from accounts.domain.terms import current_terms, record_consents, refuse_missing_terms
from accounts.enums import TERMS_OF_ROLE, TERMS_PAGES, Role, TermsKind
from accounts.models import Guest, TermsVersion, User
from kernel.errors import Refusal
from kernel.forms import add_refusal
from kernel.one_line import no_control_characters

ACCEPTED = TERMS_OF_ROLE[Role.GUEST]


class ConsentInput(forms.CheckboxInput):
    """Ticked only for the versions that the page showed: a newer one must be accepted anew."""

    def __init__(self, versions: Iterable[TermsVersion]) -> None:
        super().__init__()
        self.shown = "-".join(str(version.pk) for version in versions)

    def format_value(self, value: Any) -> str:
        return self.shown

    def value_from_datadict(self, data: Any, files: Any, name: str) -> bool:
        return data.get(name) == self.shown


def consent_field(version: TermsVersion, *, name: Any, required: Any) -> forms.BooleanField:
    return forms.BooleanField(
        label=format_html(gettext("{}（第{}版）を読み、同意します"), name, version.version),
        widget=ConsentInput([version]),
        error_messages={"required": required},
    )


def linked_name(version: TermsVersion) -> SafeString:
    kind = TermsKind(version.kind)
    return format_html('<a href="{}" target="_blank">{}</a>', TERMS_PAGES[kind], kind.label)


class RenewalForm(forms.Form):
    """One box per document that somebody who has an account must accept to go on."""

    def __init__(self, *args: Any, renewals: list[Renewal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.renewals = renewals
        for renewal in renewals:
            self.fields[f"consent_{renewal.terms.kind}"] = consent_field(
                renewal.terms,
                name=renewal.terms.title,
                required=_("続けてご利用いただくには、内容をお読みのうえでの同意が必要です。"),
            )

    @property
    def terms(self) -> list[TermsVersion]:
        return [renewal.terms for renewal in self.renewals]

    def documents(self) -> list[tuple[Renewal, forms.BoundField]]:
        return [(renewal, self[f"consent_{renewal.terms.kind}"]) for renewal in self.renewals]


class GuestSignupForm(forms.Form):
    """What allauth's sign-up asks beside the address and the password."""

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
    public_name = forms.CharField(
        label=_("ゲスト名"),
        max_length=30,
        validators=[no_control_characters],
        widget=forms.TextInput({"autocomplete": "nickname"}),
        help_text=_("キャストに表示される名前です。本名は表示されません。"),
    )
    consent = forms.BooleanField(
        label=_("ゲスト利用規約とプライバシーポリシーに同意します"),
        error_messages={"required": _("ご利用には規約への同意が必要です。")},
    )
    field_order = [
        "email",
        "password1",
        "password2",
        "last_name",
        "first_name",
        "public_name",
        "consent",
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms = current_terms(*ACCEPTED)
        self.fields["consent"].widget = ConsentInput(self.terms)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            refuse_missing_terms(self.terms, *ACCEPTED)
        except Refusal as refusal:
            add_refusal(self, refusal)
        return cleaned

    def signup(self, request: HttpRequest, user: User) -> None:
        user.role = Role.GUEST
        user.public_name = self.cleaned_data["public_name"]
        user.save(update_fields=["role", "public_name"])
        Guest.objects.create(user=user)
        record_consents(user, self.terms, now=timezone.now())


class AddressForm(forms.Form):
    new_email = forms.EmailField(
        label=_("新しいメールアドレス"),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


class LeavingForm(forms.Form):
    understood = forms.BooleanField(
        label=_("消える内容と残る内容を確認しました。元に戻せないことを理解し、退会します。"),
        error_messages={"required": _("退会するには、チェックを入れてください。")},
    )
