"""What each group may do in the admin, and nothing else."""

import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from cms_pages.groups import GROUPS
from tests.cms_pages.groups import make_rights, member_of

# What opens, by group; every other screen of the list stays shut.
SCREENS = {
    "/admin/pages/": {"編集者", "公開担当"},
    "/admin/images/": {"編集者", "公開担当"},
    "/admin/images/add/": {"編集者", "公開担当"},
    "/admin/documents/": set(),
    "/admin/snippets/cms_pages/announcement/": {"編集者", "公開担当", "運営"},
    "/admin/snippets/cms_pages/announcement/add/": {"編集者", "公開担当"},
    "/admin/snippets/cms_pages/question/": {"編集者", "公開担当"},
    "/admin/snippets/cms_pages/faqcategory/": {"公開担当"},
    "/admin/snippets/cms_pages/faqcategory/add/": {"公開担当"},
    "/admin/contacts/": {"運営"},
    "/admin/terms_versions/": {"公開担当"},
    "/admin/redirects/": {"公開担当"},
    "/admin/screening/": {"審査担当"},
    "/admin/reports/screening/": {"審査担当"},
    "/admin/casts/": {"審査担当", "運営"},
    "/admin/rank-invitations/": {"運営"},
    "/admin/rank-invitations/new/": {"運営"},
    "/admin/candidates/": {"運営"},
    "/admin/reservations/": {"運営"},
    "/admin/completion-reports/": {"運営"},
    "/admin/completion-reports/talks/unreported/": {"運営"},
    "/admin/talks/": {"運営"},
    "/admin/reviews/": {"運営"},
    "/admin/outgoing-mails/": {"運営"},
    "/admin/snippets/notices/mailtext/": {"運営"},
    "/admin/snippets/cast_portal/rank/": {"運営"},
    "/admin/snippets/cast_portal/category/": {"運営"},
    "/admin/snippets/cast_portal/closedday/": {"審査担当", "運営"},
    "/admin/settings/cast_portal/castportalsettings/": {"運営"},
    "/admin/settings/talk_rooms/talkroomsettings/": {"運営"},
    "/admin/settings/cms_pages/newssettings/": {"運営"},
    "/admin/settings/payouts/payoutsettings/": {"経理"},
    "/admin/payouts/claims/": {"経理"},
    "/admin/payouts/accounts/": {"経理"},
    "/admin/payouts/batches/": {"経理"},
    "/admin/payouts/batches/new/": {"経理"},
    "/admin/payouts/rewards/": {"経理"},
    "/admin/users/": set(),
    "/admin/groups/": set(),
    "/admin/sites/": set(),
    "/admin/collections/": set(),
    "/admin/workflows/": set(),
}


@pytest.fixture(autouse=True)
def _rights(pages):
    make_rights()


def opens(client, path):
    response = client.get(path)
    if response.status_code == 302 and response.url.startswith(path):
        response = client.get(response.url)
    return response.status_code == 200


@pytest.mark.parametrize("group", GROUPS)
def test_group_opens_its_own_screens_and_no_others(sign_in, group):
    client = sign_in(member_of(group))

    opened = {path for path in SCREENS if opens(client, path)}

    assert opened == {path for path, groups in SCREENS.items() if group in groups}


def menu_of(client):
    """The addresses in the admin's menu, submenus included, but for the way out."""
    html = client.get("/admin/").content.decode()
    props = re.search(r'<script[^>]*id="wagtail-sidebar-props"[^>]*>(.*?)</script>', html, re.S)
    return set(re.findall(r'"(/admin/[^"]*)"', props[1])) - {reverse("wagtailadmin_logout")}


@pytest.mark.parametrize("group", GROUPS)
def test_menu_leads_to_no_shut_door(sign_in, group):
    client = sign_in(member_of(group))

    for path in menu_of(client):
        assert opens(client, path), path


def test_rights_given_twice_are_given_once(db):
    before = {group.name: group.permissions.count() for group in Group.objects.all()}

    make_rights()

    assert {group.name: group.permissions.count() for group in Group.objects.all()} == before


def test_only_screeners_see_identity_documents():
    holders = {
        name for name, rights in GROUPS.items() if "cast_portal.view_identitydocument" in rights
    }

    assert holders == {"審査担当"}
