from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import TermsKind


class TermsVersion(models.Model):
    """One published wording of a set of terms; never edited, a change is a new version."""

    kind = models.CharField(_("種類"), max_length=10, choices=TermsKind.choices)
    version = models.PositiveIntegerField(_("版"))
    title = models.CharField(_("題名"), max_length=200)
    body_html = models.TextField(_("本文"))
    published_at = models.DateTimeField(_("公開日時"))

    class Meta:
        verbose_name = _("規約の版")
        verbose_name_plural = _("規約の版")
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="one_row_per_terms_version")
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


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
