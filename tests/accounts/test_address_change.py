"""A mail address changes once the old and the new one have both said yes."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.domain.address_changes import ask_address_change
from accounts.domain.addresses import vouch_for_address
from accounts.models import AddressChange
from accounts.tasks import forget_what_is_over
from notices.models import OutgoingMail
from tests.accounts.reauthenticated import type_password
from tests.factories import PASSWORD, CastFactory, GuestFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = reverse("accounts:address")
OLD, NEW = "old@example.com", "new@example.com"


@pytest.fixture(params=[CastFactory, GuestFactory])
def user(request, db):
    user = request.param(user__email=OLD).user
    EmailAddress.objects.create(user=user, email=OLD, verified=True, primary=True)
    return user


@pytest.fixture
def client(sign_in, user):
    return type_password(sign_in(user))


def ask(client, new_email=NEW):
    return client.post(PAGE, {"new_email": new_email})


def link_to(address):
    mail = OutgoingMail.objects.filter(to=address).latest("pk")
    return re.search(r"http://testserver(\S+)", mail.body)[1]


def open_link(address):
    """In a browser that is not signed in; the page asks before it acts."""
    link, visitor = link_to(address), Client()
    assert "変更しますか？" in visitor.get(link).content.decode()
    return visitor.post(link).content.decode()


def addresses(user):
    user.refresh_from_db()
    kept = EmailAddress.objects.filter(user=user)
    return user.email, list(kept.values_list("email", "verified", "primary"))


UNCHANGED = OLD, [(OLD, True, True)]
CHANGED = NEW, [(NEW, True, True)]


@pytest.mark.parametrize("order", [(OLD, NEW), (NEW, OLD)])
def test_it_changes_with_the_second_yes_whichever_comes_first(client, user, order):
    ask(client)
    first, second = order

    assert "確認しました" in open_link(first)
    assert addresses(user) == UNCHANGED
    assert "変更しました" in open_link(second)

    assert addresses(user) == CHANGED
    assert not AddressChange.objects.exists()
    told = OutgoingMail.objects.filter(to=OLD).latest("pk")
    assert (told.kind, NEW in told.body) == ("accounts.address_changed", True)


def test_one_signs_in_with_the_new_address_only(client, user):
    ask(client)
    open_link(OLD)
    open_link(NEW)

    for login, signed_in in ((OLD, False), (NEW, True)):
        visitor = Client()
        visitor.post(reverse("account_login"), {"login": login, "password": PASSWORD})
        assert ("_auth_user_id" in visitor.session) == signed_in


def test_opening_a_link_alone_does_nothing(client, user):
    ask(client)
    for address in (OLD, NEW):
        Client().get(link_to(address))
    assert addresses(user) == UNCHANGED


def test_the_link_of_one_side_is_no_yes_of_the_other(client, user):
    ask(client)
    stolen = link_to(NEW).replace("/new/", "/old/")
    assert "このリンクは使えません" in Client().post(stolen).content.decode()


def test_links_last_a_day(client, user):
    ask(client)
    links = [link_to(OLD), link_to(NEW)]
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        for link in links:
            assert "このリンクは使えません" in Client().post(link).content.decode()
        forget_what_is_over()
    assert addresses(user) == UNCHANGED
    assert not AddressChange.objects.exists()


def test_a_new_wish_voids_the_links_of_the_older(client, user):
    ask(client, "first@example.com")
    older = [link_to(OLD), link_to("first@example.com")]
    ask(client)

    for link in older:
        Client().post(link)
    assert addresses(user) == UNCHANGED
    open_link(OLD)
    open_link(NEW)
    assert addresses(user) == CHANGED


def test_it_can_be_called_off(client, user):
    ask(client)
    assert NEW in client.get(PAGE).content.decode()
    link = link_to(NEW)

    client.post(reverse("accounts:cancel_address"))

    assert "このリンクは使えません" in Client().post(link).content.decode()
    assert NEW not in client.get(PAGE).content.decode()


def test_the_page_tells_which_side_is_still_waited_for(client):
    ask(client)
    open_link(OLD)
    html = client.get(PAGE).content.decode()
    assert html.count("確認済み") == html.count("確認待ち") == 1


def test_an_address_of_somebody_else_looks_the_same_and_never_changes(client, user):
    free = ask(client, "free@example.com")
    page = client.get(free.url).content.decode()
    UserFactory(email=NEW)
    taken = ask(client)

    assert (taken.status_code, taken.url) == (free.status_code, free.url)
    shown = client.get(taken.url).content.decode()
    token = re.compile(r'value="\w{64}"')
    assert token.sub("", shown).replace(NEW, "free@example.com") == token.sub("", page)
    assert OutgoingMail.objects.get(to=NEW).kind == "accounts.address_taken"
    open_link(OLD)
    assert addresses(user) == UNCHANGED


def test_an_address_that_was_taken_meanwhile_is_refused(client, user):
    ask(client)
    open_link(OLD)
    UserFactory(email=NEW)
    assert Client().post(link_to(NEW)).status_code == 409
    assert addresses(user) == UNCHANGED


def test_ones_own_address_is_no_change(client):
    response = ask(client, OLD.upper())
    assert response.status_code == 422
    assert "現在のメールアドレスと同じです" in response.content.decode()


def test_wishes_are_limited(client, settings):
    settings.RATELIMIT_ENABLE = True
    for number in range(10):
        assert ask(client, f"new{number}@example.com").status_code == 302
    assert ask(client, "last@example.com").status_code == 422
    assert not OutgoingMail.objects.filter(to="last@example.com").exists()


def test_asking_needs_the_password_once_more(sign_in, user):
    client = sign_in(user)
    assert client.post(PAGE, {"new_email": NEW}).url.startswith(reverse("account_reauthenticate"))
    assert not AddressChange.objects.exists()


def test_the_page_of_allauth_is_no_way_round(client, user):
    url = reverse("account_email")
    response = client.post(url, {"action_add": "", "email": NEW})
    assert response.url == PAGE
    assert client.get(url).url == PAGE
    assert addresses(user) == UNCHANGED


def test_the_links_of_somebody_who_is_stopped_are_void(client, user):
    change = ask_address_change(user, new_email=NEW, now=timezone.now())
    user.is_active = False
    user.save(update_fields=["is_active"])
    assert "このリンクは使えません" in Client().post(link_to(OLD)).content.decode()
    assert AddressChange.objects.get(pk=change.pk).old_confirmed_at is None


def test_an_address_that_staff_type_voids_the_wish(client, user):
    ask(client)
    links = [link_to(OLD), link_to(NEW)]
    user.email = "typed@example.com"
    user.save(update_fields=["email"])
    vouch_for_address(user)
    for link in links:
        Client().post(link)
    assert addresses(user) == ("typed@example.com", [("typed@example.com", True, True)])
