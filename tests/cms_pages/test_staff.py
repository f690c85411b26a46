import pytest
from django.contrib.auth.models import Group, Permission

from accounts.models import TermsVersion
from cms_pages.domain.contact import receive_contact
from cms_pages.enums import ContactTopic
from cms_pages.models import (
    Announcement,
    AnnouncementMailing,
    AnnouncementRead,
    ContactMessage,
    ContactReply,
    Question,
)
from tests.factories import NOW, StaffFactory


@pytest.fixture
def message(db):
    return receive_contact(
        topic=ContactTopic.PAYOUT,
        reply_to="hanako@example.com",
        body="振込の予定日を知りたいです。",
        user=None,
        talk=None,
        now=NOW,
    )


def test_staff_read_the_register_of_contact(sign_in, staff, page_tree, message):
    client = sign_in(staff)

    listing = client.get("/admin/contacts/").content.decode()
    detail = client.get(f"/admin/contacts/{message.pk}/").content.decode()

    assert message.public_id in listing
    assert "振込の予定日を知りたいです。" in detail


@pytest.mark.parametrize("action", ["new/", "edit/{pk}/", "delete/{pk}/"])
def test_nobody_changes_a_version_of_terms_by_hand(sign_in, staff, pages, action):
    row = TermsVersion.objects.first()

    response = sign_in(staff).post(
        f"/admin/terms_versions/{action.format(pk=row.pk)}", {"title": "x"}
    )

    assert response.status_code == 404
    assert TermsVersion.objects.get(pk=row.pk).title == row.title


def test_staff_read_the_versions_of_terms(sign_in, staff, pages):
    html = sign_in(staff).get("/admin/terms_versions/").content.decode()

    assert "キャスト利用規約" in html


def test_staff_without_the_permission_do_not_see_the_register(sign_in, page_tree, message):
    editor = StaffFactory(is_superuser=False)
    group = Group.objects.create(name="編集")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    editor.groups.add(group)

    response = sign_in(editor).get("/admin/contacts/")

    assert response.status_code == 302
    assert response.url == "/admin/"


@pytest.mark.parametrize("role", ["cast", "guest"])
def test_register_is_not_for_casts_or_guests(request, sign_in, page_tree, message, role):
    person = request.getfixturevalue(role)
    user = getattr(person, "user", person)

    response = sign_in(user).get("/admin/contacts/")

    assert response.status_code in (302, 403)
    assert "hanako" not in response.content.decode()


@pytest.mark.parametrize("model", [Announcement, Question])
def test_staff_list_and_open_the_texts_they_edit(sign_in, staff, pages, model):
    client = sign_in(staff)
    base = f"/admin/snippets/cms_pages/{model._meta.model_name}/"

    assert client.get(base).status_code == 200
    assert client.get(f"{base}edit/{model.objects.first().pk}/").status_code == 200


def test_announcement_preview_looks_like_the_site(sign_in, staff, pages):
    announcement = Announcement.objects.first()

    response = announcement.make_preview_request()

    assert announcement.title in response.content.decode()


@pytest.mark.parametrize(
    "path", ["", "guide/cast", "ranks", "faq", "terms/cast", "call-system", "legal"]
)
def test_editor_opens_every_page_type(sign_in, staff, pages, page_at, path):
    page = page_at(path) if path else pages

    response = sign_in(staff).get(f"/admin/pages/{page.pk}/edit/")

    assert response.status_code == 200


def test_editor_gets_help_beside_every_field_of_ours():
    from django.apps import apps

    without = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("cms_pages").get_models()
        if model not in NOT_EDITED
        for field in model._meta.local_fields
        if field.editable and not field.primary_key and not field.remote_field
        if not field.help_text and field.name not in WAGTAILS_OWN
    ]

    assert without == []


NOT_EDITED = (AnnouncementMailing, AnnouncementRead, ContactMessage, ContactReply)
WAGTAILS_OWN = {"first_published_at", "go_live_at", "expire_at"}
