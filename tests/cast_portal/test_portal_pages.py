"""What all pages of the cast's portal share: who may see them, what they cost and hide."""

import re
from datetime import timedelta

import pytest
import time_machine

from cast_portal.models import CastPortalSettings
from tests.config.addresses import addresses
from tests.factories import CastFactory, GuestFactory, ReservationFactory, SlotFactory, UserFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
PLAIN_PAGES = [
    "/cast/",
    "/cast/schedule/",
    "/cast/talks/",
    "/cast/talks/?show=past",
    "/cast/talks/?show=cancelled",
    "/cast/profile/",
    "/cast/profile/pictures/",
    "/cast/profile/preview/",
]
TALK_PAGES = ["/cast/talks/{}/", "/cast/talks/{}/report/"]


@pytest.fixture
def reservation(cast, now):
    return ReservationFactory(cast=cast, talk__starts_at=now + 90 * MINUTE)


@pytest.fixture
def pages(cast, reservation):
    slot = SlotFactory(cast=cast)
    return [
        *PLAIN_PAGES,
        *[url.format(reservation.talk.public_id) for url in TALK_PAGES],
        f"/cast/schedule/slots/{slot.pk}/release/",
    ]


@pytest.fixture(autouse=True)
def the_clock_stands(now):
    with time_machine.travel(now, tick=False):
        yield


def test_the_cast_sees_every_page(cast, pages, sign_in):
    client = sign_in(cast.user)
    assert {url: client.get(url).status_code for url in pages} == dict.fromkeys(pages, 200)


def test_a_visitor_is_asked_to_sign_in(pages, client):
    for url in pages:
        answer = client.get(url)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("who", ["guest", "staff"])
def test_the_wrong_role_finds_nothing(who, pages, sign_in, request):
    client = sign_in(request.getfixturevalue(who))
    assert {client.get(url).status_code for url in pages} == {404}


def test_the_guest_of_the_talk_finds_nothing_on_the_casts_side(reservation, sign_in):
    client = sign_in(reservation.talk.guest)
    for url in TALK_PAGES:
        assert client.get(url.format(reservation.talk.public_id)).status_code == 404


def test_another_cast_finds_none_of_it(pages, sign_in):
    client = sign_in(CastFactory().user)
    of_one_object = pages[len(PLAIN_PAGES) :]
    *talk_pages, release = [client.get(url) for url in of_one_object]
    assert {page.status_code for page in talk_pages} == {404}
    # As good as gone, and so are its talks.
    assert release.url == "/cast/schedule/"
    assert client.post(of_one_object[1]).status_code == 404


def test_a_cast_user_without_a_cast_finds_nothing(sign_in):
    assert sign_in(UserFactory(role="cast")).get("/cast/").status_code == 404


def test_no_page_shows_a_legal_name(cast, pages, reservation, sign_in):
    people = [cast.user, reservation.talk.guest]
    client = sign_in(cast.user)
    for url in pages:
        page = client.get(url).content.decode()
        for person in people:
            for part in (person.last_name, person.first_name_kana, person.legal_name):
                assert part not in page, url


def test_no_page_shows_the_guests_address(pages, cast, reservation, sign_in):
    client = sign_in(cast.user)
    for url in pages:
        assert reservation.talk.guest.email not in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("who", "its_own", "some"),
    [
        (
            "cast",
            re.compile(r"/cast/(?!entry/)"),
            {"/cast/", "/cast/memos/", "/cast/bank-account/", "/cast/claims/"},
        ),
        (
            "guest",
            re.compile(r"/guest/|/casts/.+/reserve/"),
            {"/guest/", "/guest/profile/", "/guest/talks/"},
        ),
    ],
)
def test_back_after_signing_out_shows_no_page_of_a_portal(reservation, sign_in, who, its_own, some):
    client = sign_in(getattr(reservation.talk, who))
    found = filter(its_own.match, addresses({"public_id": reservation.talk.public_id}))
    answers = {path: client.get(path) for path in found}
    shown = {path: one for path, one in answers.items() if one.status_code != 404}
    assert some <= shown.keys()
    assert [path for path, one in shown.items() if "no-store" not in one["Cache-Control"]] == []


def fill(cast, now, numbers):
    """Talks of every kind, today and to come, each with a guest of its own."""
    for number in numbers:
        later = now + (100 + 10 * number) * MINUTE
        earlier = now - (10 * number + 4) * MINUTE
        for start in (later, earlier):
            ReservationFactory(cast=cast, talk__starts_at=start, talk__guest=GuestFactory().user)
        SlotFactory(cast=cast, starts_at=later + 5 * MINUTE)


@pytest.mark.parametrize(
    ("url", "queries"),
    [
        ("/cast/", 19),
        ("/cast/schedule/", 7),
        ("/cast/talks/", 8),
        ("/cast/talks/?show=past", 8),
    ],
)
def test_a_page_costs_the_same_queries_with_one_row_and_with_three(
    cast, now, sign_in, django_assert_num_queries, url, queries
):
    CastPortalSettings.load()
    client = sign_in(cast.user)
    for numbers in (range(1), range(1, 3)):
        fill(cast, now, numbers)
        client.get(url)
        with django_assert_num_queries(queries):
            assert client.get(url).status_code == 200


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("/cast/", ["announcements", "bell", "earnings"]),
        ("/cast/schedule/plan/", ["sources", "plan", "templates"]),
        ("/cast/today/break/?length=15", ["break"]),
        ("/cast/profile/", ["head", "completeness", "pictures"]),
        ("/cast/profile/pictures/", ["count", "pictures", "upload"]),
        ("/cast/bank-account/", ["account"]),
        ("/cast/claims/", ["claimable", "total", "history"]),
        ("/cast/talks/{}/", ["following"]),
        ("/cast/talks/{}/report/", ["following"]),
    ],
)
def test_the_page_follows_the_desk_with_all_that_may_change(cast, reservation, sign_in, url, parts):
    page = sign_in(cast.user).get(url.format(reservation.talk.public_id)).content.decode()
    assert f'data-desk data-socket="/ws/casts/{cast.user.public_id}/desk/"' in page
    assert "cast_portal/desk.js" in page
    assert [part for part in parts if f'data-live="{part}"' not in page] == []
