from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.domain.terms import current_terms, record_consents
from accounts.enums import Role, TermsKind
from accounts.models import Guest, User


class GuestSignupForm(forms.Form):
    """What allauth's sign-up asks beside the address and the password."""

    last_name = forms.CharField(
        label=_("姓(本名)"),
        max_length=50,
        widget=forms.TextInput({"autocomplete": "family-name"}),
    )
    first_name = forms.CharField(
        label=_("名(本名)"),
        max_length=50,
        widget=forms.TextInput({"autocomplete": "given-name"}),
    )
    public_name = forms.CharField(
        label=_("ゲスト名"),
        max_length=30,
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

    def signup(self, request: HttpRequest, user: User) -> None:
        user.role = Role.GUEST
        user.public_name = self.cleaned_data["public_name"]
        user.save(update_fields=["role", "public_name"])
        Guest.objects.create(user=user)
        terms = current_terms(TermsKind.GUEST, TermsKind.PRIVACY)
        record_consents(user, terms, now=timezone.now())
