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


# What each role accepts before it may use the site. Staff are bound by their work.
TERMS_OF_ROLE: dict[Role, tuple[TermsKind, ...]] = {
    Role.GUEST: (TermsKind.GUEST, TermsKind.PRIVACY),
    Role.CAST: (TermsKind.CAST, TermsKind.PRIVACY),
    Role.STAFF: (),
}
# Where each is read; the pages themselves belong to a higher app.
TERMS_PAGES = {
    TermsKind.CAST: "/terms/cast/",
    TermsKind.GUEST: "/terms/guest/",
    TermsKind.PRIVACY: "/privacy/",
}


class AddressSide(TextChoices):
    """Both ends of a change of address, which must both say yes to it."""

    OLD = "old", _("現在のメールアドレス")
    NEW = "new", _("新しいメールアドレス")
