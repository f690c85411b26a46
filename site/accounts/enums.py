from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """One account has one role, so that a public name never leads from one role to another."""

    GUEST = "guest", _("ゲスト")
    CAST = "cast", _("キャスト")
    STAFF = "staff", _("事務局")


class TermsKind(TextChoices):
    CAST = "cast", _("キャスト利用規約")
    GUEST = "guest", _("ゲスト利用規約")
    PRIVACY = "privacy", _("プライバシーポリシー")
