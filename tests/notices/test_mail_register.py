import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from notices.domain.mail import queue_mail
from notices.enums import MailStatus
from notices.kinds import kind_of
from notices.models import OutgoingMail
from tests.factories import StaffFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/outgoing-mails/"
LINK = "http://testserver/accounts/confirm-email/abc/"


@pytest.fixture
def mail(page_tree):
    return queued("hana@example.com")


@pytest.fixture
def reader():
    """Staff who may see the mail log and nothing else."""
    user = StaffFactory(is_superuser=False)
    codes = ["access_admin", "view_outgoingmail"]
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    return user


def queued(to):
    queue_mail(kind_of("accounts.confirm_email"), to=to, values={"link": LINK})
    return OutgoingMail.objects.get(to=to)


def inspect_url(mail):
    return f"{LIST}inspect/{mail.pk}/"


def test_the_menu_leads_to_the_mails(sign_in, staff, mail):
    html = sign_in(staff).get(reverse("wagtailadmin_home")).content.decode()
    assert LIST in html


def test_the_list_shows_to_whom_and_what(sign_in, staff, mail):
    html = sign_in(staff).get(LIST).content.decode()
    assert mail.to in html
    assert mail.subject in html
    assert "送信待ち" in html


def test_the_body_can_be_read_and_its_link_followed(sign_in, staff, mail):
    html = sign_in(staff).get(inspect_url(mail)).content.decode()
    assert "ご登録ありがとうございます。" in html
    assert f'<a href="{LINK}"' in html


def test_a_body_is_shown_as_text_never_as_markup(sign_in, staff, mail):
    OutgoingMail.objects.update(body="<img src=x onerror=alert(1)>")
    html = sign_in(staff).get(inspect_url(mail)).content.decode()
    assert "<img src=x" not in html


def test_with_a_mail_server_bodies_stay_closed(sign_in, staff, mail, settings):
    settings.MAIL_STAYS_IN_OUTBOX = False
    html = sign_in(staff).get(inspect_url(mail)).content.decode()
    assert LINK not in html
    assert "表示しません" in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=hana", ["hana@example.com"]),
        ("status__exact=failed", ["taro@example.com"]),
        ("kind=accounts.changed", []),
        ("kind=accounts.confirm_email", ["hana@example.com", "taro@example.com"]),
    ],
)
def test_mails_are_found_by_address_state_and_kind(sign_in, staff, mail, query, found):
    queued("taro@example.com")
    OutgoingMail.objects.filter(to="taro@example.com").update(status=MailStatus.FAILED)
    response = sign_in(staff).get(f"{LIST}?{query}")
    assert sorted(one.to for one in response.context["object_list"]) == found


def test_the_list_costs_the_same_with_many_mails(
    sign_in, staff, mail, django_assert_max_num_queries, django_assert_num_queries
):
    client = sign_in(staff)
    client.get(LIST)
    with django_assert_max_num_queries(20) as one:
        client.get(LIST)
    for number in range(2):
        queued(f"more{number}@example.com")
    with django_assert_num_queries(len(one)):
        client.get(LIST)


def test_staff_with_the_permission_may_read(sign_in, reader, mail):
    assert sign_in(reader).get(inspect_url(mail)).status_code == 200


def test_staff_without_the_permission_may_not(sign_in, mail):
    limited = StaffFactory(is_superuser=False)
    limited.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    for url in (LIST, inspect_url(mail)):
        assert sign_in(limited).get(url).status_code == 302


def test_visitors_and_guests_may_not(client, sign_in, guest, mail):
    assert reverse("account_login") in client.get(LIST).url
    assert sign_in(guest).get(LIST).status_code == 403


@pytest.mark.parametrize("action", ["create/", "edit/{pk}/", "delete/{pk}/"])
def test_nobody_changes_the_log(sign_in, staff, mail, action):
    response = sign_in(staff).post(LIST + action.format(pk=mail.pk))
    assert response.status_code in (302, 403, 404)
    assert OutgoingMail.objects.get().body == mail.body
