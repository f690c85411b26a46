"""What somebody meets who signs in after staff have asked for consent anew."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.enums import TermsKind
from accounts.models import Consent
from notices.models import OutgoingMail
from tests.factories import NOW, PASSWORD

pytestmark = pytest.mark.django_db
URL = "/consent/"
LATER = NOW + timedelta(days=1)
PAGE = {"HTTP_ACCEPT": "text/html,application/xhtml+xml"}


@pytest.fixture
def second(accepted, publish, ask, guest, cast, staff):
    """The second version of everything, which everybody is asked to accept."""
    accepted(guest, cast.user)
    versions = {kind: publish(kind, changes=f"{kind.label}の変更") for kind in TermsKind}
    for version in versions.values():
        ask(version)
    return versions


def boxes(*versions):
    return {f"consent_{one.kind}": str(one.pk) for one in versions}


# --- being asked


def test_guest_is_led_to_the_page_and_back_to_where_they_were_going(sign_in, guest, second):
    client = sign_in(guest)
    wanted = reverse("guest_portal:talks") + "?page=2"

    asked = client.get(wanted, **PAGE)

    assert asked.url == f"{URL}?next=%2Fguest%2Ftalks%2F%3Fpage%3D2"
    given = boxes(second[TermsKind.GUEST], second[TermsKind.PRIVACY])
    assert client.post(asked.url, given).url == wanted
    assert client.get(reverse("guest_portal:talks"), **PAGE).status_code == 200


def test_page_shows_what_changed_and_every_word(sign_in, guest, second):
    html = sign_in(guest).get(URL).content.decode()

    for kind in (TermsKind.GUEST, TermsKind.PRIVACY):
        version = second[kind]
        assert version.changes in html
        assert version.body_html in html
        assert f'href="{version.address}"' in html
    assert second[TermsKind.CAST].changes not in html
    assert "2026年11月24日 公開" in html
    assert "同意されない場合" in html


def test_consent_is_kept_with_the_version_and_the_time(sign_in, cast, second):
    given = boxes(second[TermsKind.CAST], second[TermsKind.PRIVACY])
    with time_machine.travel(LATER, tick=False):
        response = sign_in(cast.user).post(URL, given)

    assert response.url == reverse("accounts:home")
    kept = Consent.objects.filter(user=cast.user, accepted_at=LATER)
    assert {one.terms for one in kept} == {second[TermsKind.CAST], second[TermsKind.PRIVACY]}


def test_every_box_must_be_ticked(sign_in, guest, second):
    client = sign_in(guest)

    response = client.post(URL, boxes(second[TermsKind.GUEST]))

    assert response.status_code == 422
    assert "内容をお読みのうえでの同意が必要です" in response.content.decode()
    assert not guest.consents.filter(terms__version=2).exists()
    assert client.get(reverse("accounts:home"), **PAGE).url.startswith(URL)


def test_version_published_while_the_page_was_open_must_be_accepted_anew(
    sign_in, guest, second, publish
):
    client = sign_in(guest)
    shown = boxes(second[TermsKind.GUEST], second[TermsKind.PRIVACY])
    third = publish(TermsKind.GUEST, changes="読んでいるあいだの変更")

    response = client.post(URL, shown)

    assert response.status_code == 422
    assert "読んでいるあいだの変更" in response.content.decode()
    client.post(URL, shown | boxes(third))
    assert guest.consents.filter(terms=third).exists()
    assert not guest.consents.filter(terms=second[TermsKind.GUEST]).exists()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_page_elsewhere_is_not_where_anybody_is_led(sign_in, guest, second, elsewhere):
    given = boxes(second[TermsKind.GUEST], second[TermsKind.PRIVACY])

    response = sign_in(guest).post(f"{URL}?next={elsewhere}", given)

    assert response.url == reverse("accounts:home")


# --- not being asked


def test_page_lets_go_on_whoever_has_consented_elsewhere_meanwhile(sign_in, guest, second):
    here, there = sign_in(guest), sign_in(guest)
    there.post(URL, boxes(second[TermsKind.GUEST], second[TermsKind.PRIVACY]))

    assert here.get(f"{URL}?next=/guest/talks/").url == "/guest/talks/"
    assert here.get("/guest/talks/", **PAGE).status_code == 200


def test_staff_are_never_asked(sign_in, staff, second):
    assert sign_in(staff).get(reverse("accounts:home"), **PAGE).url == "/admin/"


def test_who_is_signed_in_already_is_asked_at_the_next_sign_in(
    sign_in, guest, accepted, publish, ask
):
    accepted(guest)
    client = sign_in(guest)
    ask(publish(TermsKind.GUEST))

    assert client.get(reverse("guest_portal:home"), **PAGE).status_code == 200
    client.logout()
    client.force_login(guest)
    assert client.get(reverse("guest_portal:home"), **PAGE).url.startswith(URL)


def test_visitor_is_asked_to_sign_in(client, second):
    assert client.get(URL).url == f"{reverse('account_login')}?next={URL}"


def test_no_request_pays_for_it(sign_in, guest, accepted, publish, ask, django_assert_num_queries):
    accepted(guest)
    client = sign_in(guest)
    ask(publish(TermsKind.GUEST))
    asked = sign_in(guest)

    with django_assert_num_queries(2):  # the session and its user
        client.get(reverse("accounts:home"), **PAGE)
    with django_assert_num_queries(1):  # the session alone
        assert asked.get(reverse("accounts:home"), **PAGE).url.startswith(URL)


# --- every way in


@pytest.fixture
def address(guest):
    return EmailAddress.objects.create(user=guest, email=guest.email, verified=True, primary=True)


def test_signing_in_with_the_password_asks(client, guest, address, second):
    client.post(reverse("account_login"), {"login": guest.email, "password": PASSWORD})

    assert client.get(reverse("accounts:home"), **PAGE).url.startswith(URL)


def test_a_new_password_asks(client, guest, address, second):
    client.post(reverse("account_reset_password"), {"email": guest.email})
    link = re.search(r"https?://\S+", OutgoingMail.objects.get().body)[0]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    new = "atarashii-aikotoba"

    client.post(form, {"password1": new, "password2": new})

    assert client.session["_auth_user_id"] == str(guest.pk)
    assert client.get(reverse("accounts:home"), **PAGE).url.startswith(URL)


def test_confirming_an_address_asks_when_terms_have_changed_since_the_sign_up(client, publish, ask):
    shown = [publish(TermsKind.GUEST), publish(TermsKind.PRIVACY)]
    form = {
        "email": "hana@example.com",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "last_name": "佐藤",
        "first_name": "花子",
        "public_name": "はな",
        "consent": "-".join(str(version.pk) for version in shown),
    }
    client.post(reverse("account_signup"), form)
    ask(publish(TermsKind.GUEST))
    confirmation = OutgoingMail.objects.get()
    client.post(re.search(r"https?://\S+", confirmation.body)[0])

    assert "_auth_user_id" in client.session
    assert client.get(reverse("accounts:home"), **PAGE).url.startswith(URL)


# --- what stays open and what does not


def test_the_way_out_and_the_office_stay_open(sign_in, guest, second):
    client = sign_in(guest)

    assert client.get(reverse("cms_pages:contact"), **PAGE).status_code == 200
    assert client.get(reverse("account_logout"), **PAGE).status_code == 200
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_what_is_posted_is_refused_in_words(sign_in, guest, second):
    response = sign_in(guest).post(reverse("guest_portal:profile"), {"introduction": "x"}, **PAGE)

    assert response.status_code == 403
    assert "規約への同意が必要です" in response.content.decode()


def test_scripts_are_refused_in_their_own_words(sign_in, cast, second):
    response = sign_in(cast.user).post(
        reverse("cast_portal:memo"), {"body": "x"}, headers={"accept": "application/json"}
    )

    assert response.status_code == 403
    assert response.json()["code"] == "consent_wanted"


def paths(patterns, before=""):
    """Every address of the site but the admin's, with something in the place of its parts."""
    for pattern in patterns:
        route = str(pattern.pattern).lstrip("^").rstrip("$")
        if isinstance(pattern, URLResolver):
            if not route.startswith("admin"):
                yield from paths(pattern.url_patterns, before + route)
        elif isinstance(pattern, URLPattern):
            filled = re.sub(r"<int:\w+>", "1", before + route)
            yield "/" + re.sub(r"<\w+:\w+>|<\w+>|\(\?P.*?\)(?=/|$)", "abc123", filled)


def test_every_page_that_asks_visitors_to_sign_in_asks_for_consent(
    client, sign_in, guest, cast, second, page_tree
):
    behind = [
        path
        for path in paths(get_resolver().url_patterns)
        if client.get(path, **PAGE).headers.get("Location", "").startswith("/accounts/login/")
        and path != URL
        and not path.startswith(("/admin", "/contact/"))
    ]

    assert {"/my/", "/cast/", "/guest/talks/abc123/", "/talks/abc123/room/"} < set(behind)
    assert "/accounts/password/change/" in behind
    for user in (guest, cast.user):
        asking = sign_in(user)
        for path in behind:
            answer = asking.get(path, follow=True, **PAGE)
            assert answer.request["PATH_INFO"] == URL, path
