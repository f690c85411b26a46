import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse

from tests.accounts.reauthenticated import type_password
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _asked_for(settings):
    settings.STAFF_SECOND_FACTOR = True


def code_for(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


@pytest.fixture
def with_factor(staff):
    secret = generate_totp_secret()
    EmailAddress.objects.create(user=staff, email=staff.email, verified=True, primary=True)
    TOTP.activate(staff, secret)
    return secret


def test_staff_without_a_second_factor_are_led_to_set_one_up(sign_in, staff):
    response = sign_in(staff).get(reverse("wagtailadmin_home"))
    assert response.url == reverse("mfa_activate_totp")


def test_staff_who_signed_in_with_the_factor_work_in_the_admin(
    client, staff, with_factor, page_tree
):
    client.post(reverse("account_login"), {"login": staff.email, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": code_for(with_factor)})
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_a_session_without_the_factor_is_asked_for_it_and_comes_back(
    sign_in, staff, with_factor, page_tree
):
    client, wanted = sign_in(staff), "/admin/reports/site-history/?user=1"
    asked = client.get(wanted).url
    assert asked.startswith(reverse("mfa_reauthenticate"))
    assert client.post(asked, {"code": code_for(with_factor)}).url == wanted
    assert client.get(wanted).status_code == 200


@pytest.mark.parametrize("path", ["/admin", "/admin/", "/admin/pages/", "/admin/casts/"])
def test_every_admin_path_asks(sign_in, staff, with_factor, path):
    assert sign_in(staff).get(path).url.startswith(reverse("mfa_reauthenticate"))


def test_what_was_posted_is_not_repeated_after_the_code(sign_in, staff, with_factor):
    asked = sign_in(staff).post("/admin/casts/1/rank/").url
    assert asked.endswith("?next=%2Fadmin%2F")


def test_a_copy_may_do_without(sign_in, staff, settings, page_tree):
    settings.STAFF_SECOND_FACTOR = False
    assert sign_in(staff).get(reverse("wagtailadmin_home")).status_code == 200


def test_only_the_admin_asks_for_it(sign_in, staff, guest):
    assert sign_in(staff).get(reverse("mfa_index")).status_code == 200
    assert sign_in(guest).get(reverse("mfa_index")).status_code == 200


def test_a_visitor_of_the_admin_is_asked_to_sign_in(client):
    response = client.get(reverse("wagtailadmin_home"))
    assert response.url.startswith(reverse("account_login"))


def test_setting_it_up_asks_for_the_password_once_more(sign_in, staff):
    setup = reverse("mfa_activate_totp")
    client = sign_in(staff)
    response = client.get(setup, follow=True)
    assert "ご本人の確認" in response.content.decode()
    asked = response.redirect_chain[-1][0]
    assert client.post(asked, {"password": PASSWORD}).url == setup


def test_setting_it_up_shows_a_picture_to_scan_and_leads_to_the_codes(sign_in, staff):
    EmailAddress.objects.create(user=staff, email=staff.email, verified=True, primary=True)
    client = sign_in(staff)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    assert 'src="data:image/svg+xml' in page.content.decode()
    code = code_for(page.context["form"].secret)
    response = client.post(reverse("mfa_activate_totp"), {"code": code}, follow=True)
    assert response.redirect_chain[0][0] == reverse("mfa_view_recovery_codes")
    assert "リカバリーコード" in response.content.decode()


def test_signing_in_asks_for_the_code(client, staff, with_factor):
    form = {"login": staff.email, "password": PASSWORD}
    assert client.post(reverse("account_login"), form).url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": code_for(with_factor)})
    assert client.session["_auth_user_id"] == str(staff.pk)


def test_a_wrong_code_is_told_in_japanese(client, staff, with_factor):
    client.post(reverse("account_login"), {"login": staff.email, "password": PASSWORD})
    html = client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert "コードが正しくありません。" in html
    assert "_auth_user_id" not in client.session


@pytest.fixture(params=["cast", "guest"])
def member(request):
    """Somebody for whom it is a choice."""
    person = request.getfixturevalue(request.param)
    user = getattr(person, "user", person)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def test_casts_and_guests_may_set_it_up_and_come_in_with_a_recovery_code(sign_in, client, member):
    window = type_password(sign_in(member))
    page = window.get(reverse("mfa_activate_totp"))
    code = code_for(page.context["form"].secret)
    window.post(reverse("mfa_activate_totp"), {"code": code})
    codes = window.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]

    client.post(reverse("account_login"), {"login": member.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})

    assert client.session["_auth_user_id"] == str(member.pk)
    assert "有効" in client.get(reverse("accounts:account")).content.decode()


def test_casts_and_guests_may_give_it_up_again(sign_in, member):
    TOTP.activate(member, generate_totp_secret())
    window = type_password(sign_in(member))
    assert "解除" in window.get(reverse("mfa_deactivate_totp")).content.decode()
    window.post(reverse("mfa_deactivate_totp"))
    assert "未設定" in window.get(reverse("accounts:account")).content.decode()
