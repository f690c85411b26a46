from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.enums import TERMS_PAGES, TermsKind


class TermsVersion(models.Model):
    """One published wording of a set of terms; never edited, a change is a new version.

    Who has accepted only older ones is asked at the next sign-in from `renewal_asked_at` on.
    """

    kind = models.CharField(_("種類"), max_length=10, choices=TermsKind.choices)
    version = models.PositiveIntegerField(_("版"))
    title = models.CharField(_("題名"), max_length=200)
    body_html = models.TextField(_("本文"))
    changes = models.TextField(_("変更点"), max_length=1000, blank=True)
    published_at = models.DateTimeField(_("公開日時"))
    renewal_asked_at = models.DateTimeField(_("再同意をお願いした日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("規約の版")
        verbose_name_plural = _("規約の版")
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="one_row_per_terms_version")
        ]

    def __str__(self) -> str:
        return gettext("%(title)s 第%(version)d版") % {"title": self.title, "version": self.version}

    @property
    def needs_renewed_consent(self) -> bool:
        return self.renewal_asked_at is not None

    @property
    def address(self) -> str:
        """Where this very version stays readable, also when it is no longer the current one."""
        return f"{TERMS_PAGES[TermsKind(self.kind)]}versions/{self.version}/"


class Consent(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="consents"
    )
    terms = models.ForeignKey(TermsVersion, on_delete=models.PROTECT, related_name="consents")
    accepted_at = models.DateTimeField(_("同意日時"))

    class Meta:
        verbose_name = _("規約への同意")
        verbose_name_plural = _("規約への同意")
        constraints = [
            models.UniqueConstraint(fields=["user", "terms"], name="one_consent_per_terms_version")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.terms}"
