from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count
from wagtail.models import GroupApprovalTask, Site, Workflow, WorkflowContentType, WorkflowPage

from cast_portal.models import CastPortalSettings, Category, Rank
from cms_pages.groups import APPROVERS, GROUPS, SCREENERS, SCREENING, WORKFLOW
from notices.kinds import all_kinds
from notices.models import MailText
from talk_rooms.enums import TalkStatus
from tests.factories import TalkFactory

pytestmark = pytest.mark.django_db


def test_this_database_was_made_by_the_migrations():
    executor = MigrationExecutor(connection)
    assert executor.loader.applied_migrations
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_no_model_has_changed_without_a_migration():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_a_new_copy_has_ranks_categories_mail_texts_and_a_home_page():
    by_invitation = Rank.objects.filter(is_by_invitation=True).values_list("slug", flat=True)
    assert set(by_invitation) == {"platinum", "black"}
    assert Category.objects.exists()
    assert MailText.objects.count() == len(all_kinds())
    assert Site.objects.get().is_default_site


def test_migrated_tables_refuse_overlapping_talks():
    talk = TalkFactory()
    with pytest.raises(IntegrityError, match="no_overlapping_talks_of_one_cast"):
        TalkFactory(
            cast=talk.cast,
            starts_at=talk.starts_at + timedelta(minutes=1),
            ends_at=talk.ends_at + timedelta(minutes=1),
        )


def test_migrated_tables_let_a_cancelled_talk_be_replaced():
    talk = TalkFactory(status=TalkStatus.CANCELLED, cancelled_at="2026-11-24T10:00Z")
    TalkFactory(cast=talk.cast, starts_at=talk.starts_at, ends_at=talk.ends_at)


def rights_of(group):
    rights = group.permissions.values_list("content_type__app_label", "codename")
    return sorted(f"{app}.{codename}" for app, codename in rights)


def test_a_new_copy_has_exactly_our_groups_with_their_rights():
    assert {group.name: rights_of(group) for group in Group.objects.all()} == {
        name: sorted(rights) for name, rights in GROUPS.items()
    }


def test_a_new_copy_moderates_all_pages_announcements_and_questions():
    task = GroupApprovalTask.objects.get()
    assert [group.name for group in task.groups.all()] == [APPROVERS]
    assert {workflow.name for workflow in Workflow.objects.all()} == {WORKFLOW, SCREENING}
    assert WorkflowPage.objects.get().page.depth == 1
    kinds = WorkflowContentType.objects.values_list("content_type__model", flat=True)
    assert set(kinds) == {"announcement", "question"}


def test_a_new_copy_screens_entries_in_one_stage_of_the_screeners():
    workflow = CastPortalSettings.load().screening_workflow
    assert workflow.name == SCREENING
    [task] = workflow.tasks.specific()
    assert [group.name for group in task.groups.all()] == [SCREENERS]


def test_migrating_again_doubles_no_right():
    call_command("migrate", verbosity=0)

    doubled = Permission.objects.values("content_type", "codename").alias(count=Count("pk"))
    assert not doubled.filter(count__gt=1).exists()
    assert Group.objects.count() == len(GROUPS)
