from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("アカウント")

    def ready(self) -> None:
        from allauth.account.signals import password_changed, password_reset, password_set
        from django.contrib.auth.signals import user_logged_in, user_logged_out

        from accounts import device_marks
        from accounts.sessions import note_wanted_consent

        user_logged_in.connect(note_wanted_consent, dispatch_uid="note_wanted_consent")
        user_logged_in.connect(device_marks.note_sign_in, dispatch_uid="note_sign_in")
        user_logged_out.connect(device_marks.note_sign_out, dispatch_uid="note_sign_out")
        for changed in (password_changed, password_set):
            changed.connect(device_marks.note_new_password, dispatch_uid="note_new_password")
        password_reset.connect(device_marks.note_reset_password, dispatch_uid="note_reset_password")
