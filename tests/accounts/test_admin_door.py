"""Wagtail brings a sign-in of its own, which must not be a second door."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from notices.models import OutgoingMail
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
DOOR = "/admin/login/"


def where_to(response):
    return parse_qs(urlsplit(response.url).query)["next"]


def test_the_door_of_the_admin_is_the_door_of_the_site(client):
    response = client.get(DOOR)
    assert urlsplit(response.url).path == reverse("account_login")
    assert where_to(response) == ["/admin/"]


def test_the_page_that_was_wanted_is_kept(client):
    assert where_to(client.get(DOOR, {"next": "/admin/pages/?q=a"})) == ["/admin/pages/?q=a"]


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_a_page_elsewhere_is_not(client, elsewhere):
    assert where_to(client.get(DOOR, {"next": elsewhere})) == ["/admin/"]


def test_a_password_posted_there_signs_nobody_in(client, staff):
    response = client.post(DOOR, {"username": staff.email, "password": PASSWORD})
    assert urlsplit(response.url).path == reverse("account_login")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("rest", ["", "done/", "confirm/MQ/abc-def/", "complete/"])
def test_passwords_are_reset_in_one_place_only(client, settings, staff, rest):
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = True
    response = client.post(f"/admin/password_reset/{rest}", {"email": staff.email})
    assert response.url == reverse("account_reset_password")
    assert not OutgoingMail.objects.exists()


def test_whoever_has_no_business_in_the_admin_is_told_so(guest, cast, sign_in):
    for user in (guest, cast.user):
        response = sign_in(user).get("/admin/", follow=True)
        assert response.status_code == 403
        assert "権限がありません" in response.content.decode()


def test_a_visitor_is_asked_to_sign_in_first(client):
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0].startswith("/accounts/login/")
