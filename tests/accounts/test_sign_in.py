import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils.timezone import localtime

from notices.models import OutgoingMail
from tests.factories import PASSWORD, CastFactory, UserFactory

pytestmark = pytest.mark.django_db
NEW = "atarashii-aikotoba"


@pytest.fixture
def person():
    user = UserFactory(email="hana@example.com")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def sign_in_with(client):
    def post(password, login="hana@example.com"):
        return client.post(reverse("account_login"), {"login": login, "password": password})

    return post


@pytest.fixture
def reset_link(client, person):
    client.post(reverse("account_reset_password"), {"email": person.email})
    link = re.search(r"https?://\S+", OutgoingMail.objects.get().body)[0]
    return client.get(link, follow=True).redirect_chain[-1][0]


def test_the_right_password_leads_home(person, sign_in_with):
    response = sign_in_with(PASSWORD)
    assert response.url == reverse("accounts:home")


def test_the_address_may_be_written_in_capitals(person, sign_in_with, client):
    sign_in_with(PASSWORD, login="HANA@example.com")
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_wrong_password_is_told_in_japanese_and_the_address_is_kept(person, sign_in_with):
    html = sign_in_with("chigau-aikotoba").content.decode()
    assert "入力されたメールアドレスもしくはパスワードが正しくありません。" in html
    assert 'value="hana@example.com"' in html


def test_an_unknown_address_reads_exactly_like_a_wrong_password(person, sign_in_with):
    html = sign_in_with(PASSWORD, login="nobody@example.com").content.decode()
    assert "入力されたメールアドレスもしくはパスワードが正しくありません。" in html


def test_signing_out_asks_before_and_ends_the_session(person, sign_in, client):
    client = sign_in(person)
    assert "ログアウトしますか？" in client.get(reverse("account_logout")).content.decode()
    response = client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session
    # What was typed and not sent must not wait in the browser for the next person.
    assert response["Clear-Site-Data"] == '"storage"'


def test_a_new_password_is_set_through_the_mailed_link(client, reset_link, sign_in_with, person):
    assert "パスワードの設定" in client.get(reset_link).content.decode()
    response = client.post(reset_link, {"password1": NEW, "password2": NEW})
    assert response.url == reverse("accounts:home")
    client.logout()
    sign_in_with(NEW)
    assert client.session["_auth_user_id"] == str(person.pk)


def test_the_mailed_link_works_once(client, reset_link, sign_in_with):
    client.post(reset_link, {"password1": NEW, "password2": NEW})
    client.logout()
    assert "リンクの期限が切れています" in client.get(reset_link).content.decode()


@pytest.mark.parametrize(("hours", "works"), [(2, True), (4, False)])
def test_a_reset_lasts_a_few_hours(client, person, hours, works):
    client.post(reverse("account_reset_password"), {"email": person.email})
    link = re.search(r"https?://\S+", OutgoingMail.objects.get().body)[0]
    with time_machine.travel(localtime() + timedelta(hours=hours), tick=False):
        html = client.get(link, follow=True).content.decode()
    assert ("リンクの期限が切れています" not in html) == works


@pytest.mark.parametrize(("days", "works"), [(6, True), (8, False)])
def test_a_first_password_may_wait_for_a_week(person, days, works):
    person.set_unusable_password()
    person.save(update_fields=["password"])
    token = default_token_generator.make_token(person)
    with time_machine.travel(localtime() + timedelta(days=days), tick=False):
        assert default_token_generator.check_token(person, token) == works


def test_a_reset_for_an_unknown_address_looks_the_same(client):
    response = client.post(reverse("account_reset_password"), {"email": "nobody@example.com"})
    assert response.url == reverse("account_reset_password_done")
    assert OutgoingMail.objects.get().kind == "accounts.unknown_account"


def test_changing_the_password_sends_a_notice(sign_in, person):
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    sign_in(person).post(reverse("account_change_password"), form)
    assert OutgoingMail.objects.get().kind == "accounts.changed"


@pytest.mark.parametrize(
    ("fixture", "home"), [("guest", "/guest/"), ("cast", "/cast/"), ("staff", "/admin/")]
)
def test_everybody_has_a_home(request, sign_in, fixture, home):
    person = request.getfixturevalue(fixture)
    user = getattr(person, "user", person)
    assert sign_in(user).get(reverse("accounts:home")).url == home


def test_a_visitor_is_asked_to_sign_in_first(client):
    home = reverse("accounts:home")
    assert client.get(home).url == f"{reverse('account_login')}?next={home}"


@pytest.mark.parametrize("name", ["account_change_password", "mfa_index", "account_reauthenticate"])
def test_the_account_pages_open_for_every_role(request, sign_in, name, staff, guest):
    for user in (staff, guest, CastFactory().user):
        response = sign_in(user).get(reverse(name))
        assert response.status_code == 200
        assert "Change" not in response.content.decode()
