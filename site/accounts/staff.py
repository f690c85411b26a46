"""Wagtail's screens for users: what they lack is the public name, the role and the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

from accounts.domain.addresses import is_taken, vouch_for_address
from accounts.domain.devices import sign_out
from accounts.enums import Role
from accounts.models import User


class AccountFields(forms.ModelForm):
    """What both forms add to Wagtail's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["public_name"]
        name.required = True
        name.help_text = _("サイトと管理画面に表示される名前です。")

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if is_taken(email, by_other_than=self.instance):
            raise forms.ValidationError(
                _("このメールアドレスは、別のアカウントで使われています。"), code="address_taken"
            )
        return email

    def save(self, commit: bool = True) -> User:
        user = super().save(commit)
        if commit and "email" in self.changed_data:
            vouch_for_address(user)
        return user


class StaffCreationForm(AccountFields, UserCreationForm):
    """Guests and casts come in by doors of their own: who is added here works here."""

    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | {"public_name"}

    def save(self, commit: bool = True) -> User:
        self.instance.role = Role.STAFF
        return super().save(commit)


class AccountEditForm(AccountFields, UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | {"public_name"}

    def clean_is_active(self) -> bool:
        is_active: bool = self.cleaned_data["is_active"]
        if is_active and self.instance.left_at:
            raise forms.ValidationError(
                _("退会された方のアカウントは、もう有効にできません。"), code="person_gone"
            )
        return is_active

    def save(self, commit: bool = True) -> User:
        user = super().save(commit)
        if commit and {"password1", "is_active"} & set(self.changed_data):
            # Their sessions are void by now.
            sign_out(user.devices.all())
        return user


class AccountViewSet(UserViewSet):
    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return AccountEditForm if for_update else StaffCreationForm
