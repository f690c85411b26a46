"""No page of ours runs or wears anything that stands in the page itself."""

import pytest

from cms_pages.domain.contact import receive_contact
from cms_pages.enums import ContactTopic
from tests.cms_pages.conftest import page_at, pages, pages_of_module  # noqa: F401
from tests.cms_pages.pages_as_read import read
from tests.config.addresses import addresses
from tests.factories import NOW, CastFactory, GuestFactory, ReservationFactory

PUBLIC = {"/contact/", "/casts/", "/cast/entry/", "/call-test/", "/accounts/login/", "/search/"}
OF_CASTS = {"/cast/", "/cast/schedule/", "/cast/talks/", "/cast/claims/", "/my/account/"}
OF_GUESTS = {"/guest/", "/guest/talks/", "/guest/profile/", "/my/account/"}


@pytest.fixture
def reservation(db):
    return ReservationFactory(
        talk__cast=CastFactory().user, talk__guest=GuestFactory().user, talk__starts_at=NOW
    )


@pytest.fixture
def person(reservation, client, sign_in):
    """Who looks at the pages, by role."""
    talk = reservation.talk
    return {"visitor": client, "cast": sign_in(talk.cast), "guest": sign_in(talk.guest)}


@pytest.mark.parametrize(
    ("role", "expected"), [("visitor", PUBLIC), ("cast", OF_CASTS), ("guest", OF_GUESTS)]
)
def test_every_page_forbids_inline_code_and_has_none(pages, reservation, person, role, expected):  # noqa: F811
    talk = reservation.talk
    contact = receive_contact(
        topic=ContactTopic.OTHER,
        reply_to=talk.guest.email,
        body="確認のための文面です。",
        user=talk.guest if role == "guest" else talk.cast,
        talk=None,
        now=NOW,
    )
    by_route = {"contact": contact.public_id, "casts": talk.cast.public_id}
    seen = set()
    for path in addresses({"public_id": talk.public_id}):
        first = path.split("/")[1]
        response = person[role].get(
            path.replace(talk.public_id, by_route.get(first, talk.public_id))
        )
        if not response.get("Content-Type", "").startswith("text/html"):
            continue
        policy = response.get("Content-Security-Policy", "none")
        assert "unsafe-" not in policy, path
        assert "default-src 'self'" in policy, path
        page = read(response)
        assert page.inline == [], path
        assert not [link for link in page.links if link.startswith("javascript:")], path
        if response.status_code == 200:
            seen.add(path)

    assert expected <= seen
    assert len(seen) > 10
