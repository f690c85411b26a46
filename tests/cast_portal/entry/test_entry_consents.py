"""What an applicant accepted goes with the entry into the account of the cast."""

from datetime import timedelta

from accounts.domain.renewal import ask_for_renewed_consent, renewals_for
from accounts.domain.terms import publish_terms
from accounts.enums import TermsKind
from tests.cast_portal.entry.deciding import approve
from tests.factories import NOW

LATER = NOW + timedelta(days=1)


def second_version(kind):
    return publish_terms(kind, title=kind.label, body_html="<p>第二版</p>", now=LATER)


def test_new_cast_is_asked_for_what_was_published_since_the_entry(submitted, staff, gold, terms):
    application = submitted()
    newer = second_version(TermsKind.CAST)
    ask_for_renewed_consent(newer, by=staff, now=LATER)

    cast = approve(application, by=staff, rank=gold, now=LATER)

    assert {one.terms for one in cast.user.consents.all()} == set(terms)
    assert [renewal.terms for renewal in renewals_for(cast.user)] == [newer]
