"""Consent that is asked for anew: by staff, for everybody who has accepted older versions only."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.domain.errors import TermsRefused
from accounts.enums import TERMS_OF_ROLE, Role, TermsKind
from accounts.models import Consent, TermsVersion, User
from kernel.locking import lock_row


@transaction.atomic
def ask_for_renewed_consent(terms: TermsVersion, *, by: User, now: datetime) -> TermsVersion:
    """From their next sign-in on, those concerned cannot go on without this version or a newer."""
    terms = lock_row(terms)
    if terms.needs_renewed_consent:
        return terms
    refuse_outdated(terms)
    terms.renewal_asked_at = now
    terms.save(update_fields=["renewal_asked_at"])
    log(
        terms,
        "accounts.ask_for_renewed_consent",
        user=by,
        data={"people": people_to_ask(terms).count()},
    )
    return terms


def refuse_outdated(terms: TermsVersion) -> None:
    if not is_current(terms):
        raise TermsRefused(
            "terms_outdated",
            _("新しい版が公開されています。再同意のお願いは、現在の版から行ってください。"),
        )


def is_current(terms: TermsVersion) -> bool:
    newer = TermsVersion.objects.filter(kind=terms.kind, version__gt=terms.version)
    return not newer.exists()


# --- whom it concerns


def roles_concerned(*kinds: TermsKind) -> list[Role]:
    return [role for role, accepted in TERMS_OF_ROLE.items() if set(accepted) & set(kinds)]


def people_concerned(kind: TermsKind) -> QuerySet[User]:
    return User.objects.filter(role__in=roles_concerned(kind), is_active=True)


def people_to_ask(terms: TermsVersion) -> QuerySet[User]:
    """Those concerned who have accepted neither this version nor a newer one."""
    accepted = Consent.objects.filter(
        user=OuterRef("pk"), terms__kind=terms.kind, terms__version__gte=terms.version
    )
    return people_concerned(TermsKind(terms.kind)).filter(~Exists(accepted))


def with_consent_counts(versions: QuerySet[TermsVersion]) -> QuerySet[TermsVersion]:
    """Adds `concerned`, and `consented`: how many of them accepted this version or a newer one."""
    concerned = [When(kind=kind, then=Value(people_concerned(kind).count())) for kind in TermsKind]
    consented = (
        Consent.objects.filter(
            terms__kind=OuterRef("kind"),
            terms__version__gte=OuterRef("version"),
            user__is_active=True,
            user__role__in=roles_concerned(*TermsKind),
        )
        .order_by()
        .values("terms__kind")
        .annotate(people=Count("user", distinct=True))
        .values("people")
    )
    return versions.annotate(
        concerned=Case(*concerned, output_field=IntegerField()),
        consented=Coalesce(Subquery(consented), 0),
        waiting=F("concerned") - F("consented"),
    )


# --- what one person is asked


@dataclass(frozen=True)
class Renewal:
    """One set of terms to accept, and all its versions that the person has not, newest first."""

    unseen: list[TermsVersion]

    @property
    def terms(self) -> TermsVersion:
        return self.unseen[0]

    @property
    def is_asked_for(self) -> bool:
        return any(version.needs_renewed_consent for version in self.unseen)


def unseen_terms(user: User) -> QuerySet[TermsVersion]:
    """What was published after the newest version that this person has accepted."""
    accepted = Consent.objects.filter(
        user=user, terms__kind=OuterRef("kind"), terms__version__gte=OuterRef("version")
    )
    kinds = TERMS_OF_ROLE[Role(user.role)]
    return TermsVersion.objects.filter(~Exists(accepted), kind__in=kinds).order_by("-version")


def is_asked(user: User) -> bool:
    return unseen_terms(user).filter(renewal_asked_at__isnull=False).exists()


def renewals_for(user: User) -> list[Renewal]:
    unseen = defaultdict(list)
    for version in unseen_terms(user):
        unseen[version.kind].append(version)
    renewals = [Renewal(unseen[kind]) for kind in TERMS_OF_ROLE[Role(user.role)] if kind in unseen]
    return [renewal for renewal in renewals if renewal.is_asked_for]
