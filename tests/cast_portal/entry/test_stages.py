"""Screening in stages: a Wagtail workflow that staff shape in the admin and only verbs move on."""

import json

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Revision, TaskState, Workflow, WorkflowState, WorkflowTask

from accounts.enums import Role
from accounts.models import User
from cast_portal.domain.resubmission import resubmit
from cast_portal.domain.screening import approve_application
from cast_portal.enums import ApplicationStatus, DocumentPart, EntryItem
from cast_portal.models import Cast, CastApplication, CastPortalSettings, ScreeningTask
from cms_pages.groups import GROUPS, make_groups
from kernel.errors import Refusal
from notices.models import OutgoingMail
from tests.cast_portal.entry.conftest import SMALL_BACK
from tests.cast_portal.entry.deciding import approve, ask_again, decline, pass_stage, present_stage
from tests.factories import NOW, StaffFactory, UserFactory

pytestmark = pytest.mark.usefixtures("page_tree")


def screener(name: str, group: str = "審査担当") -> User:
    person = UserFactory(role=Role.STAFF, is_staff=True, public_name=name)
    codenames = ["access_admin", "view_castapplication", "change_castapplication"]
    person.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    person.groups.add(Group.objects.get_or_create(name=group)[0])
    return person


@pytest.fixture
def first(db):
    return screener("一人目")


@pytest.fixture
def second(db):
    return screener("二人目")


def add_stage(workflow: Workflow, name: str, group: str = "審査担当") -> ScreeningTask:
    task = ScreeningTask.objects.create(name=name)
    task.groups.add(Group.objects.get_or_create(name=group)[0])
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=9)
    return task


@pytest.fixture
def two_stages(workflow):
    add_stage(workflow, "責任者の確認")
    return workflow


def refused(code: str, call, *args, **kwargs) -> None:
    with pytest.raises(Refusal) as refusal:
        call(*args, **kwargs)
    assert refusal.value.code == code


def approved_mails() -> int:
    return OutgoingMail.objects.filter(kind="cast_portal.entry_approved").count()


# --- stages


def test_with_one_stage_the_first_approval_admits(submitted, first):
    approve(submitted(), by=first)

    assert Cast.objects.count() == approved_mails() == 1


def test_a_second_stage_waits_for_its_own_approval(two_stages, submitted, first, second, blue):
    entry = pass_stage(submitted(), by=first, rank=blue)

    assert (entry.status, entry.stage.task.name) == (ApplicationStatus.SUBMITTED, "責任者の確認")
    assert not Cast.objects.exists()
    assert approved_mails() == 0

    assert approve(entry, by=second, rank=blue).rank == blue
    assert approved_mails() == 1


def test_nobody_approves_at_two_stages(two_stages, submitted, first):
    entry = pass_stage(submitted(), by=first)

    refused("same_eyes", pass_stage, entry, by=first)

    assert not Cast.objects.exists()


def test_not_even_a_superuser_approves_at_two_stages(two_stages, submitted):
    superuser = StaffFactory()
    entry = pass_stage(submitted(), by=superuser)

    refused("same_eyes", pass_stage, entry, by=superuser)


def test_screen_says_before_the_form_that_other_eyes_are_needed(
    two_stages, submitted, first, second, sign_in
):
    entry = pass_stage(submitted(), by=first)
    address = reverse("screening:entry", args=[entry.public_id])

    page = sign_in(first).get(address).content.decode()
    assert "前の段階を承認した方は" in page
    assert "screening__decision--approve" not in page
    page = sign_in(second).get(address).content.decode()
    assert "screening__decision--approve" in page
    assert "一人目さんが承認" in page


def test_a_stage_is_for_its_group_only(workflow, submitted, first):
    workflow.tasks.specific().get().groups.set([Group.objects.create(name="責任者")])
    entry = submitted()

    refused("stage_of_others", pass_stage, entry, by=first)
    refused("stage_of_others", ask_again, entry, EntryItem.BACK, by=first)
    refused("stage_of_others", decline, entry, by=first)
    assert approve(entry, by=screener("責任者さん", "責任者"))


def test_resubmitted_entry_passes_all_stages_again(two_stages, submitted, first, second):
    entry = pass_stage(submitted(), by=first)
    ask_again(entry, EntryItem.BACK, by=second)

    entry = resubmit(entry, documents={DocumentPart.BACK: SMALL_BACK}, profile_image=None, now=NOW)

    assert entry.stage.task.name == "書類の確認"


def test_old_screen_decides_nothing(two_stages, submitted, first, second):
    entry = submitted()
    seen = entry.stage_id
    pass_stage(entry, by=first)

    refused(
        "stage_passed",
        approve_application,
        entry,
        by=second,
        seen=seen,
        rank=entry.desired_rank,
        now=NOW,
    )


def test_pressing_twice_passes_one_stage(two_stages, submitted, first):
    entry = submitted()
    press = {"by": first, "seen": entry.stage_id, "rank": entry.desired_rank, "now": NOW}
    approve_application(entry, **press)
    again = approve_application(entry, **press)

    assert again.stage.task.name == "責任者の確認"
    assert again.status == ApplicationStatus.SUBMITTED


def test_decision_ends_the_workflow(submitted, first):
    decline(submitted(), by=first)

    assert not WorkflowState.objects.active().exists()
    assert not TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).exists()


# --- staff shape it in the admin


def test_staff_add_a_second_stage_in_the_admin(sign_in, workflow, submitted, first, second):
    admin = sign_in(StaffFactory())
    group = Group.objects.get(name="審査担当")
    address = reverse("wagtailadmin_workflows:add_task", args=["cast_portal", "screeningtask"])
    admin.post(address, {"name": "責任者の確認", "groups": [group.pk]})
    task = ScreeningTask.objects.get(name="責任者の確認")
    old = workflow.workflow_tasks.get()
    admin.post(
        reverse("wagtailadmin_workflows:edit", args=[workflow.pk]),
        {
            "name": workflow.name,
            "workflow_tasks-TOTAL_FORMS": 2,
            "workflow_tasks-INITIAL_FORMS": 1,
            "workflow_tasks-MIN_NUM_FORMS": 0,
            "workflow_tasks-MAX_NUM_FORMS": 1000,
            "workflow_tasks-0-id": old.pk,
            "workflow_tasks-0-task": old.task_id,
            "workflow_tasks-0-ORDER": 1,
            "workflow_tasks-1-task": task.pk,
            "workflow_tasks-1-ORDER": 2,
            "pages-TOTAL_FORMS": 0,
            "pages-INITIAL_FORMS": 0,
            "pages-MIN_NUM_FORMS": 0,
            "pages-MAX_NUM_FORMS": 1000,
        },
    )

    entry = pass_stage(submitted(), by=first)
    assert entry.stage.task.name == "責任者の確認"
    assert approve(entry, by=second)


def test_staff_choose_the_workflow_in_the_settings(sign_in, workflow):
    page = sign_in(StaffFactory()).get(
        reverse("wagtailsettings:edit", args=["cast_portal", "castportalsettings"]), follow=True
    )

    assert "審査のワークフロー" in page.content.decode()


def test_stage_switched_off_in_the_admin_admits_nobody(sign_in, workflow, submitted, first):
    """Wagtail then takes the workflow for finished; only a verb makes a cast."""
    entry = submitted()
    task = workflow.tasks.get()
    admin = sign_in(StaffFactory())
    admin.post(reverse("wagtailadmin_workflows:disable_task", args=[task.pk]))

    entry.refresh_from_db()
    assert entry.status == ApplicationStatus.SUBMITTED
    assert not Cast.objects.exists()
    refused("no_stage", pass_stage, entry, by=first)

    admin.post(reverse("wagtailadmin_workflows:enable_task", args=[task.pk]))
    assert approve(entry, by=first)


def test_workflow_switched_off_in_the_admin_admits_nobody(sign_in, workflow, submitted, first):
    entry = submitted()
    admin = sign_in(StaffFactory())
    admin.post(reverse("wagtailadmin_workflows:disable", args=[workflow.pk]))

    entry.refresh_from_db()
    assert entry.status == ApplicationStatus.SUBMITTED
    refused("no_stage", pass_stage, entry, by=first)

    admin.post(reverse("wagtailadmin_workflows:enable", args=[workflow.pk]))
    assert approve(entry, by=first)


def test_entry_without_a_workflow_waits_and_its_screen_says_what_is_missing(
    sign_in, workflow, submitted, first
):
    entry = submitted()
    workflow.tasks.update(active=False)

    page = sign_in(first).get(reverse("screening:entry", args=[entry.public_id])).content.decode()

    assert "有効な段階がありません" in page


def test_entry_without_a_workflow_waits_and_is_not_lost(submitted, workflow, first):
    CastPortalSettings.objects.update(screening_workflow=None)
    entry = submitted()

    assert entry.status == ApplicationStatus.SUBMITTED
    refused("no_stage", pass_stage, entry, by=first)


# --- around the verbs


WAGTAILS_WAYS = [
    "/admin/snippets/cast_portal/castapplication/",
    "/admin/snippets/cast_portal/castapplication/add/",
    "/admin/snippets/cast_portal/castapplication/edit/{pk}/",
    "/admin/snippets/cast_portal/castapplication/delete/{pk}/",
    "/admin/snippets/cast_portal/castapplication/copy/{pk}/",
    "/admin/snippets/cast_portal/castapplication/unpublish/{pk}/",
    "/admin/snippets/cast_portal/castapplication/history/{pk}/",
    "/admin/snippets/cast_portal/castapplication/history/{pk}/revisions/{revision}/revert/",
    "/admin/snippets/cast_portal/castapplication/workflow/action/{pk}/approve/{stage}/",
    "/admin/snippets/cast_portal/castapplication/workflow/action/{pk}/reject/{stage}/",
    "/admin/snippets/cast_portal/castapplication/workflow/confirm_cancellation/{pk}/",
    "/admin/bulk/cast_portal/castapplication/delete/?id={pk}",
    "/admin/castapplication/edit/{pk}/",
    "/admin/cast_portal/castapplication/{pk}/",
    "/admin/screening/{receipt}/edit/",
    "/admin/screening/{receipt}/publish/",
    "/admin/screening/{receipt}/unpublish/",
    "/admin/screening/{receipt}/delete/",
]
# These are for pages, some of which have the same number as an entry.
WAYS_OF_PAGES = [
    "/admin/pages/workflow/action/{pk}/approve/{stage}/",
    "/admin/pages/workflow/collect_action_data/{pk}/approve/{stage}/",
    "/admin/pages/workflow/confirm_cancellation/{pk}/",
    "/admin/pages/{pk}/unpublish/",
    "/admin/pages/{pk}/revisions/{revision}/revert/",
]
PUBLISHING = {"action-publish": "1", "action-workflow-action": "approve", "name": "approve"}


@pytest.mark.parametrize("way", WAGTAILS_WAYS + WAYS_OF_PAGES)
def test_no_way_of_wagtails_own_reaches_an_entry_not_even_for_a_superuser(sign_in, submitted, way):
    entry = submitted()
    before = CastApplication.objects.values().get(pk=entry.pk)
    address = way.format(
        pk=entry.pk,
        stage=entry.stage_id,
        revision=entry.latest_revision_id,
        receipt=entry.public_id,
    )
    admin = sign_in(StaffFactory())

    missing = {404} if way in WAGTAILS_WAYS else {200, 302, 403, 404}
    assert admin.get(address).status_code in missing
    assert admin.post(address, PUBLISHING).status_code in missing

    assert CastApplication.objects.values().get(pk=entry.pk) == before
    assert entry.workflow_states.active().count() == 1
    assert not Cast.objects.exists()


@pytest.mark.parametrize("group", list(GROUPS))
def test_no_way_of_wagtails_own_reaches_an_entry_for_any_group(sign_in, submitted, group):
    entry = submitted()
    person = UserFactory(role=Role.STAFF, is_staff=True)
    person.groups.add(a_group(group))
    browser = sign_in(person)
    before = CastApplication.objects.values().get(pk=entry.pk)

    for way in WAGTAILS_WAYS + WAYS_OF_PAGES:
        address = way.format(
            pk=entry.pk,
            stage=entry.stage_id,
            revision=entry.latest_revision_id,
            receipt=entry.public_id,
        )
        browser.post(address, PUBLISHING)

    assert CastApplication.objects.values().get(pk=entry.pk) == before
    assert entry.workflow_states.active().count() == 1
    assert not Cast.objects.exists()


@pytest.mark.parametrize("verb", ["approve", "return", "decline", "assign", "notes"])
@pytest.mark.parametrize("group", ["編集者", "公開担当", "運営", "経理"])
def test_other_groups_cannot_post_to_the_verbs(sign_in, submitted, group, verb):
    entry = submitted()
    person = UserFactory(role=Role.STAFF, is_staff=True)
    person.groups.add(a_group(group))

    response = sign_in(person).post(f"/admin/screening/{entry.public_id}/{verb}/", PUBLISHING)

    assert response.status_code == 404
    entry.refresh_from_db()
    assert entry.status == ApplicationStatus.SUBMITTED


def a_group(name: str) -> Group:
    make_groups(apps)
    return Group.objects.get(name=name)


def test_scheduled_publishing_does_nothing_to_an_entry(submitted):
    entry = submitted()
    Revision.objects.update(approved_go_live_at=NOW)

    call_command("publish_scheduled")

    entry.refresh_from_db()
    assert entry.status == ApplicationStatus.SUBMITTED
    assert not Cast.objects.exists()


def test_workflow_completed_in_code_admits_nobody(submitted, first):
    entry = submitted()

    entry.stage.approve(user=first)

    entry.refresh_from_db()
    assert entry.status == ApplicationStatus.SUBMITTED
    assert not Cast.objects.exists()


def test_admins_own_pages_about_workflows_stand_with_entries_in_them(sign_in, submitted):
    submitted()
    admin = sign_in(StaffFactory())

    for name in (
        "wagtailadmin_home",
        "wagtailadmin_reports:workflow",
        "wagtailadmin_workflows:index",
    ):
        assert admin.get(reverse(name)).status_code == 200
    assert admin.get(reverse("wagtailadmin_reports:workflow_tasks")).status_code == 200


def test_revision_of_an_entry_holds_no_field_of_it(submitted):
    entry = submitted()

    content = json.dumps(Revision.objects.get().content)

    assert json.loads(content) == {"pk": entry.pk, "public_id": entry.public_id}


def test_wagtail_mails_nobody_about_an_entry(submitted, first):
    before = OutgoingMail.objects.count()

    ask_again(submitted(), EntryItem.BACK, by=first)

    kinds = set(OutgoingMail.objects.order_by("pk")[before:].values_list("kind", flat=True))
    assert all(kind.startswith("cast_portal.entry_") for kind in kinds)


def test_present_stage_is_what_the_queue_shows(sign_in, two_stages, submitted, first):
    entry = pass_stage(submitted(), by=first)

    assert present_stage(entry) == entry.workflow_states.get().current_task_state_id
    assert "責任者の確認" in sign_in(first).get("/admin/screening/").content.decode()
