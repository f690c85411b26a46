"""Staff ask for renewed consent from the screen of the version."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.domain.terms import record_consents
from accounts.enums import TermsKind
from accounts.models import TermsVersion
from cms_pages.models import TermsPage
from tests.factories import NOW, GuestFactory, StaffFactory

LIST = "/admin/terms_versions/"


@pytest.fixture
def version(pages):
    return TermsVersion.objects.get(kind=TermsKind.GUEST)


@pytest.fixture
def ask_url(version):
    return f"{LIST}{version.pk}/ask/"


@pytest.fixture
def inspect_url(version):
    return f"{LIST}{version.pk}/"


def with_permissions(*names):
    person = StaffFactory(is_superuser=False)
    group = Group.objects.create(name="担当")
    group.permissions.set(Permission.objects.filter(codename__in=["access_admin", *names]))
    person.groups.add(group)
    return person


def test_words_tell_how_many_people_will_be_asked(sign_in, staff, version, ask_url):
    guests = [GuestFactory().user for _ in range(3)]
    record_consents(guests[0], [version], now=NOW)

    html = sign_in(staff).get(ask_url).content.decode()

    assert "2人にお願いする" in html
    assert "ゲスト利用規約 第1版" in html
    version.refresh_from_db()
    assert not version.needs_renewed_consent


def test_sending_the_form_asks(sign_in, staff, version, ask_url, inspect_url):
    client = sign_in(staff)

    response = client.post(ask_url)

    assert response.url == inspect_url
    version.refresh_from_db()
    assert version.needs_renewed_consent
    html = client.get(inspect_url).content.decode()
    assert "まだ同意していない方は 0人です" in html
    assert "この版への同意を、あらためてお願いしました" in html
    assert "対象 0人" in html
    assert f'href="{ask_url}"' not in html


def test_outdated_version_is_refused_in_words(sign_in, staff, version, ask_url, inspect_url):
    page = TermsPage.objects.get(kind=TermsKind.GUEST)
    page.body = "<p>二</p>"
    page.save_revision().publish()
    client = sign_in(staff)

    response = client.post(ask_url)

    assert response.status_code == 422
    assert "新しい版が公開されています" in response.content.decode()
    assert f'href="{ask_url}"' not in client.get(inspect_url).content.decode()


def test_who_may_only_view_cannot_ask(sign_in, version, ask_url, inspect_url):
    client = sign_in(with_permissions("view_termsversion"))

    assert f'href="{ask_url}"' not in client.get(inspect_url).content.decode()
    assert client.get(ask_url).url == "/admin/"
    assert client.post(ask_url).url == "/admin/"
    version.refresh_from_db()
    assert not version.needs_renewed_consent


def test_who_has_the_permission_asks(sign_in, version, ask_url):
    client = sign_in(with_permissions("view_termsversion", "change_termsversion"))

    client.post(ask_url)

    version.refresh_from_db()
    assert version.needs_renewed_consent


@pytest.mark.parametrize("role", ["cast", "guest", "visitor"])
def test_nobody_else_gets_there(request, client, sign_in, version, ask_url, role):
    if role != "visitor":
        person = request.getfixturevalue(role)
        client = sign_in(getattr(person, "user", person))

    response = client.post(ask_url)

    assert response.status_code in (302, 403)
    version.refresh_from_db()
    assert not version.needs_renewed_consent


def test_list_shows_how_many_have_consented(sign_in, staff, version):
    guests = [GuestFactory().user for _ in range(3)]
    record_consents(guests[0], [version], now=NOW)

    assert "1 / 3人" in sign_in(staff).get(f"{LIST}?kind=guest").content.decode()


def test_list_costs_the_same_for_more_versions(sign_in, staff, version):
    client = sign_in(staff)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    TermsVersion.objects.bulk_create(
        TermsVersion(kind="guest", version=number, title="x", body_html="x", published_at=NOW)
        for number in (2, 3, 4)
    )

    with CaptureQueriesContext(connection) as many:
        client.get(LIST)

    assert len(many) == len(few)


def test_editor_finds_the_way_from_the_page(sign_in, staff, page_at):
    page = page_at("terms/guest")

    html = sign_in(staff).get(f"/admin/pages/{page.pk}/edit/").content.decode()

    assert f'href="{LIST}?kind=guest"' in html
