import pytest

from accounts.domain.renewal import ask_for_renewed_consent
from accounts.domain.terms import publish_terms, record_consents
from accounts.enums import TERMS_OF_ROLE, Role, TermsKind
from tests.factories import NOW


@pytest.fixture
def publish(db):
    """publish(kind) adds the next version of a kind's wording."""

    def make(kind=TermsKind.GUEST, *, changes="", now=NOW):
        words = f"<p>{kind.label} {publish.count}</p>"
        publish.count += 1
        return publish_terms(kind, title=kind.label, body_html=words, changes=changes, now=now)

    publish = make
    make.count = 0
    return make


@pytest.fixture
def ask(staff):
    """ask(version) marks it as one that people must accept to go on."""

    def make(version, *, now=NOW):
        return ask_for_renewed_consent(version, by=staff, now=now)

    return make


@pytest.fixture
def accepted(publish):
    """accepted(user): the first versions of what the role accepts, and the consent to them."""

    def make(*users):
        terms = {kind: publish(kind) for kind in TermsKind}
        for user in users:
            own = [terms[kind] for kind in TERMS_OF_ROLE[Role(user.role)]]
            record_consents(user, own, now=NOW)
        return terms

    return make
