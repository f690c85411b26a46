"""Staff of each group, as the migration makes the groups."""

from django.apps import apps
from django.contrib.auth.models import Group
from wagtail.models import Collection

from cms_pages.groups import make_groups, make_workflow
from tests.factories import StaffFactory


def make_rights() -> None:
    if not Collection.get_first_root_node():
        Collection.add_root(name="Root")
    make_groups(apps)
    make_workflow(apps)


def member_of(group: str):
    user = StaffFactory(is_superuser=False)
    user.groups.add(Group.objects.get(name=group))
    return user
