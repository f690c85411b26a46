"""allauth's forms in our words: one visible label each and no placeholder that repeats it.

Apart from `accounts.forms`, which allauth imports before its own forms exist.
"""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext_lazy as _

EMAIL = _("メールアドレス")
CODE_HELP = _("認証アプリに表示される6桁の数字、またはリカバリーコードを入力してください。")


class OurWords(forms.Form):
    """`words` maps a field to (label, help); other fields keep theirs."""

    words: dict[str, tuple[Any, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]


class LoginForm(OurWords, account.LoginForm):
    words = {"login": (EMAIL, ""), "password": (_("パスワード"), "")}


class SignupForm(OurWords, account.SignupForm):
    words = {
        "email": (EMAIL, _("確認のメールをお送りします。ほかの人には表示されません。")),
        "password1": (_("パスワード"), _("8文字以上で、推測されにくいものにしてください。")),
        "password2": (_("パスワード（確認）"), ""),
    }


class ResetPasswordForm(OurWords, account.ResetPasswordForm):
    words = {"email": (EMAIL, "")}


class ResetPasswordKeyForm(OurWords, account.ResetPasswordKeyForm):
    words = {
        "password1": (
            _("新しいパスワード"),
            _("8文字以上で、推測されにくいものにしてください。"),
        ),
        "password2": (_("新しいパスワード（確認）"), ""),
    }


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    words = {
        "oldpassword": (_("いまのパスワード"), ""),
        **ResetPasswordKeyForm.words,
    }


class ReauthenticateForm(OurWords, account.ReauthenticateForm):
    words = {"password": (_("パスワード"), "")}


class AuthenticateForm(OurWords, mfa.AuthenticateForm):
    words = {"code": (_("認証コード"), CODE_HELP)}


class ReauthenticateByCodeForm(OurWords, mfa.ReauthenticateForm):
    words = {"code": (_("認証コード"), CODE_HELP)}


class ActivateTOTPForm(OurWords, totp.ActivateTOTPForm):
    words = {"code": (_("認証コード"), _("アプリに表示された6桁の数字を入力してください。"))}
