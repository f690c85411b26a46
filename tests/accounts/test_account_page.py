import pytest
from django.urls import reverse

from tests.factories import CastFactory

pytestmark = pytest.mark.django_db
PAGE = reverse("accounts:account")


@pytest.fixture(params=["guest", "cast", "staff"])
def client(request, sign_in):
    person = request.getfixturevalue(request.param)
    return sign_in(getattr(person, "user", person))


def links(html):
    return [name for name in ("export", "leave") if reverse(f"accounts:{name}") in html]


def test_it_leads_everybody_to_what_concerns_signing_in(client):
    html = client.get(PAGE).content.decode()
    for name in ("accounts:address", "accounts:devices", "account_change_password", "mfa_index"):
        assert f'href="{reverse(name)}"' in html


def test_casts_and_guests_may_take_their_data_and_leave(sign_in, guest):
    for user in (guest, CastFactory().user):
        assert links(sign_in(user).get(PAGE).content.decode()) == ["export", "leave"]


def test_staff_may_not(sign_in, staff):
    client = sign_in(staff)
    assert links(client.get(PAGE).content.decode()) == []
    assert client.get(reverse("accounts:export")).status_code == 404
    assert client.get(reverse("accounts:leave")).status_code == 404


def test_the_menu_leads_to_it(sign_in, guest):
    html = sign_in(guest).get(reverse("guest_portal:home")).content.decode()
    assert f'href="{PAGE}"' in html


@pytest.mark.parametrize("name", ["account", "address", "devices", "export", "leave"])
def test_a_visitor_is_asked_to_sign_in(name):
    from django.test import Client

    url = reverse(f"accounts:{name}")
    assert Client().get(url).url == f"{reverse('account_login')}?next={url}"


@pytest.mark.parametrize("name", ["address", "export", "leave"])
def test_what_matters_most_asks_for_the_password_once_more(sign_in, guest, name):
    url = reverse(f"accounts:{name}")
    response = sign_in(guest).get(url)
    assert response.url.startswith(reverse("account_reauthenticate"))
