"""Accounts in Wagtail's own screens for users."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.domain.leaving import leave
from accounts.enums import Role
from accounts.models import User
from tests.factories import NOW, PASSWORD, StaffFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_tree")]
ADD = "wagtailusers_users:add"
FILLED = {
    "email": "Jimu@Example.com",
    "first_name": "恵",
    "last_name": "鈴木",
    "public_name": "事務局 鈴木",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


@pytest.fixture
def add(sign_in, staff):
    def post(**changes):
        return sign_in(staff).post(reverse(ADD), FILLED | changes)

    return post


@pytest.fixture
def edit(sign_in, staff):
    def post(user, **changes):
        kept = {"is_active": "on", "email": user.email, "public_name": user.public_name}
        data = {"first_name": "花", "last_name": "佐藤", **kept, **changes}
        return sign_in(staff).post(reverse("wagtailusers_users:edit", args=[user.pk]), data)

    return post


def errors_of(response):
    return {field: list(errors) for field, errors in response.context["form"].errors.items()}


def addresses(user):
    rows = EmailAddress.objects.filter(user=user)
    return [(row.email, row.verified, row.primary) for row in rows]


def test_who_is_added_in_the_admin_is_staff_with_a_public_name(add):
    add()
    user = User.objects.get(email="jimu@example.com")
    assert (user.role, str(user)) == (Role.STAFF, "事務局 鈴木")
    assert addresses(user) == [("jimu@example.com", True, True)]


def test_they_sign_in_at_once_and_land_in_the_admin(add, client):
    add(is_superuser="on")
    form = {"login": "jimu@example.com", "password": PASSWORD}
    assert client.post(reverse("account_login"), form).url == reverse("accounts:home")
    assert client.get(reverse("accounts:home")).url == reverse("wagtailadmin_home")


@pytest.mark.parametrize(
    ("name", "message"),
    [("", "この項目は必須です"), ("x\r\nEvil", "改行などの制御文字は使えません。")],
)
def test_the_public_name_is_asked_for(add, name, message):
    response = add(public_name=name)
    assert errors_of(response)["public_name"][0].startswith(message)
    assert User.objects.count() == 1


def test_an_address_of_somebody_else_is_refused_in_words(add, guest):
    EmailAddress.objects.create(user=guest, email="jimu@example.com", verified=True)
    response = add()
    assert errors_of(response)["email"] == [
        "このメールアドレスは、別のアカウントで使われています。"
    ]


def test_the_forms_show_the_field(sign_in, staff):
    for url in (reverse(ADD), reverse("wagtailusers_users:edit", args=[staff.pk])):
        html = sign_in(staff).get(url).content.decode()
        assert 'name="public_name"' in html
        assert "表示名" in html


def test_an_edited_guest_stays_a_guest(edit, guest):
    edit(guest, public_name="はな")
    guest.refresh_from_db()
    assert (guest.role, guest.public_name) == (Role.GUEST, "はな")


def test_editing_a_name_confirms_no_address(edit):
    user = UserFactory(email="hana@example.com")
    EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    edit(user, public_name="はな")
    assert addresses(user) == [("hana@example.com", False, True)]


def test_a_new_address_replaces_the_old_one(edit):
    user = UserFactory(email="hana@example.com")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    edit(user, email="New@example.com")
    user.refresh_from_db()
    assert user.email == "new@example.com"
    assert addresses(user) == [("new@example.com", True, True)]


def test_who_left_is_not_let_in_again(edit, guest):
    leave(guest, now=NOW)
    guest.refresh_from_db()
    assert errors_of(edit(guest)) == {
        "is_active": ["退会された方のアカウントは、もう有効にできません。"]
    }
    with pytest.raises(IntegrityError, match="who_left_is_inactive"), transaction.atomic():
        User.objects.filter(pk=guest.pk).update(is_active=True)


def test_a_password_that_staff_set_takes_the_devices_off_the_list(edit, sign_in, guest):
    theirs = sign_in(guest)
    theirs.get(reverse("accounts:devices"))
    assert guest.devices.exists()
    edit(guest, password1="atarashii-aikotoba", password2="atarashii-aikotoba")
    assert not guest.devices.exists()


def test_a_session_that_got_another_key_in_the_admin_is_listed_again(sign_in, staff):
    client = sign_in(staff)
    own = {"email": staff.email, "public_name": staff.public_name, "first_name": "花"}
    passwords = {"last_name": "佐藤", "password1": "atarashii-aikotoba"}
    client.post(
        reverse("wagtailusers_users:edit", args=[staff.pk]),
        {**own, **passwords, "password2": "atarashii-aikotoba"},
    )
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert client.get("/admin/").status_code == 200
    assert staff.devices.get().session_key == client.session.session_key


def test_staff_without_the_permission_add_nobody(sign_in):
    limited = StaffFactory(is_superuser=False)
    limited.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    sign_in(limited).post(reverse(ADD), FILLED)
    assert not User.objects.filter(email="jimu@example.com").exists()


def test_guests_and_visitors_add_nobody(sign_in, guest, client):
    assert reverse("account_login") in client.post(reverse(ADD), FILLED).url
    sign_in(guest).post(reverse(ADD), FILLED)
    assert not User.objects.filter(email="jimu@example.com").exists()


def test_the_address_cannot_be_changed_past_its_confirmation(sign_in, staff):
    html = sign_in(staff).get(reverse("wagtailadmin_account")).content.decode()
    assert 'name="name_email-email"' not in html


def test_who_is_locked_out_is_signed_out_everywhere(edit, sign_in, guest):
    client = sign_in(guest)
    edit(guest, is_active="")
    assert not guest.devices.exists()
    edit(guest)
    assert client.get(reverse("accounts:devices")).url.startswith(reverse("account_login"))
