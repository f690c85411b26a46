from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from accounts.domain.errors import AccountRefused
from accounts.enums import TermsKind
from accounts.models import Consent, TermsVersion, User


def current_terms(*kinds: TermsKind) -> list[TermsVersion]:
    """The newest version of each kind that has been published, in the order asked for."""
    newer = TermsVersion.objects.filter(kind=OuterRef("kind"), version__gt=OuterRef("version"))
    newest = {one.kind: one for one in TermsVersion.objects.filter(~Exists(newer), kind__in=kinds)}
    return [newest[kind] for kind in kinds if kind in newest]


def refuse_missing_terms(terms: Iterable[TermsVersion], *kinds: TermsKind) -> None:
    """Nobody joins without terms to agree to, which would leave no consent on record."""
    if not set(kinds) <= {version.kind for version in terms}:
        raise AccountRefused(
            "terms_missing",
            _(
                "ただいま規約の公開を準備しているため、お申し込みを受け付けられません。"
                "恐れ入りますが、しばらくしてからもう一度お試しください。"
            ),
        )


def publish_terms(
    kind: TermsKind, *, title: str, body_html: str, now: datetime, changes: str = ""
) -> TermsVersion:
    """Adds a version unless the wording is the current one.

    `changes` sums up what is new. What an older version has said already is left out: it is
    a summary that was forgotten in the form, not one of this version.
    """
    current = next(iter(current_terms(kind)), None)
    if TermsVersion.objects.filter(kind=kind, changes=changes).exists():
        changes = ""
    if current and (current.title, current.body_html) == (title, body_html):
        return with_changes(current, changes)
    return TermsVersion.objects.create(
        kind=kind,
        version=current.version + 1 if current else 1,
        title=title,
        body_html=body_html,
        changes=changes,
        published_at=now,
    )


def with_changes(terms: TermsVersion, changes: str) -> TermsVersion:
    """The summary binds nobody, so it may be added or mended later."""
    if changes:
        terms.changes = changes
        terms.save(update_fields=["changes"])
    return terms


def record_consents(user: User, terms: Iterable[TermsVersion], *, now: datetime) -> None:
    Consent.objects.bulk_create(
        [Consent(user=user, terms=version, accepted_at=now) for version in terms],
        ignore_conflicts=True,
    )
