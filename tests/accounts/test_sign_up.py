import re

import pytest
from django.urls import reverse

from accounts.domain.terms import current_terms, publish_terms
from accounts.enums import Role, TermsKind
from accounts.models import Consent, Guest, User
from notices.models import OutgoingMail
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
FILLED = {
    "email": "Hana@Example.com",
    "password1": PASSWORD,
    "password2": PASSWORD,
    "last_name": "佐藤",
    "first_name": "花",
    "public_name": "はな",
}


@pytest.fixture
def terms(now):
    for kind in (TermsKind.GUEST, TermsKind.PRIVACY):
        publish_terms(kind, title="第一版", body_html="<p>一</p>", now=now)
    publish_terms(TermsKind.GUEST, title="第二版", body_html="<p>二</p>", now=now)
    return current_terms(TermsKind.GUEST, TermsKind.PRIVACY)


@pytest.fixture
def sign_up(client, terms):
    shown = "-".join(str(version.pk) for version in terms)

    def post(**changes):
        return client.post(reverse("account_signup"), FILLED | {"consent": shown} | changes)

    return post


def mailed_link():
    return re.search(r"https?://\S+", OutgoingMail.objects.get().body)[0]


def test_the_page_asks_what_it_says_and_links_the_terms(client):
    html = client.get(reverse("account_signup")).content.decode()
    for label in ("メールアドレス", "パスワード", "姓（本名）", "名（本名）", "ゲスト名"):
        assert f">{label}</label>" in html
    assert 'href="/terms/guest/"' in html
    assert 'href="/privacy/"' in html


def test_signing_up_makes_a_guest_with_a_public_and_a_real_name(sign_up):
    response = sign_up()
    user = User.objects.get(email="hana@example.com")
    assert response.url == reverse("account_email_verification_sent")
    assert (user.role, user.public_name, user.legal_name) == (Role.GUEST, "はな", "佐藤 花")
    assert Guest.objects.filter(user=user).exists()


def test_the_versions_accepted_are_kept(sign_up, terms):
    sign_up()
    assert [consent.terms for consent in Consent.objects.order_by("pk")] == terms
    assert terms[0].version == 2


def test_a_confirmation_mail_waits_in_the_queue(sign_up):
    sign_up()
    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.to) == ("accounts.confirm_email", "hana@example.com")
    assert "/accounts/confirm-email/" in mail.body


def test_the_mailed_link_confirms_and_leads_to_the_own_page(sign_up, client):
    sign_up()
    link = mailed_link()
    assert "hana@example.com" in client.get(link).content.decode()
    response = client.post(link)
    assert response.url == reverse("accounts:home")
    assert client.get(reverse("accounts:home")).url == reverse("guest_portal:home")


def test_a_wrong_link_is_explained(client):
    html = client.get(reverse("account_confirm_email", args=["wrong"])).content.decode()
    assert "リンクの期限が切れています" in html


def test_nobody_gets_in_before_the_address_is_confirmed(sign_up, client):
    sign_up()
    client.post(reverse("account_login"), {"login": "hana@example.com", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_without_consent_nobody_is_signed_up(sign_up):
    html = sign_up(consent="").content.decode()
    assert "ご利用には規約への同意が必要です。" in html
    assert not User.objects.exists()
    assert not Consent.objects.exists()


def test_the_box_stands_for_the_versions_that_the_page_showed(client, terms):
    html = client.get(reverse("account_signup")).content.decode()
    shown = "-".join(str(version.pk) for version in terms)
    assert f'name="consent" value="{shown}"' in html


def test_terms_that_changed_since_the_page_was_opened_must_be_accepted_anew(sign_up, now):
    publish_terms(TermsKind.PRIVACY, title="第二版", body_html="<p>二</p>", now=now)
    html = sign_up().content.decode()
    assert "ご利用には規約への同意が必要です。" in html
    assert not User.objects.exists()


@pytest.mark.parametrize("published", [[], [TermsKind.GUEST], [TermsKind.PRIVACY]])
def test_without_published_terms_nobody_is_signed_up(client, now, published):
    shown = [publish_terms(kind, title="一", body_html="<p>一</p>", now=now) for kind in published]
    consent = "-".join(str(version.pk) for version in shown)
    html = client.post(reverse("account_signup"), FILLED | {"consent": consent}).content.decode()
    assert "ただいま規約の公開を準備しているため" in html
    assert not User.objects.exists()


def test_a_name_that_hides_a_line_break_is_refused_in_words(sign_up):
    html = sign_up(public_name="x\r\nEvil").content.decode()
    assert "改行などの制御文字は使えません。" in html
    assert not User.objects.exists()


def test_what_was_typed_is_kept_when_something_is_wrong(sign_up):
    html = sign_up(password2="another-one").content.decode()
    assert 'value="はな"' in html
    assert 'id="id_password2_error"' in html


@pytest.mark.parametrize("password", ["12345678", "abc", "password"])
def test_weak_passwords_are_refused(sign_up, password):
    html = sign_up(password1=password, password2=password).content.decode()
    assert 'id="id_password1_error"' in html
    assert not User.objects.exists()


def test_an_address_in_use_is_told_by_mail_only(sign_up):
    UserFactory(email="hana@example.com")
    response = sign_up()
    assert response.url == reverse("account_email_verification_sent")
    assert OutgoingMail.objects.get().kind == "accounts.already_exists"
    assert User.objects.count() == 1
