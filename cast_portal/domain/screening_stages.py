"""The stages of an entry's screening: a Wagtail workflow that only the verbs here move on."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, Workflow

from accounts.models import User
from cast_portal.domain.errors import ScreeningRefused
from cast_portal.models import CastApplication, CastPortalSettings, ScreeningTask

NO_STAGE = _("審査のワークフローに、有効な段階がありません。管理者に設定をご依頼ください。")


@dataclass(frozen=True)
class StageRow:
    name: str
    state: TaskState | None

    @property
    def is_passed(self) -> bool:
        return bool(self.state and self.state.status == TaskState.STATUS_APPROVED)

    @property
    def is_current(self) -> bool:
        return bool(self.state and self.state.status == TaskState.STATUS_IN_PROGRESS)


def begin(application: CastApplication) -> TaskState | None:
    """The first stage of the workflow that staff have chosen; None while there is none.

    Approvals of an earlier turn do not count: what they looked at may have been replaced.
    """
    end(application)
    workflow = CastPortalSettings.load().screening_workflow
    application.stage = None
    if workflow and workflow.active:
        application.save_revision(clean=False, changed=False)
        application.stage = workflow.start(application, user=None).current_task_state
    application.save(update_fields=["stage"])
    return running_stage(application)


def end(application: CastApplication, *, by: User | None = None) -> None:
    for state in application.workflow_states.active():
        state.cancel(user=by)


def running_stage(application: CastApplication) -> TaskState | None:
    """None when there is none, or when staff have meanwhile switched it off in the admin."""
    stage = application.stage
    if stage is None or stage.status != TaskState.STATUS_IN_PROGRESS:
        return None
    return stage if task_of(stage) and stage.task.active else None


def task_of(stage: TaskState) -> ScreeningTask | None:
    task = stage.task.specific
    return task if isinstance(task, ScreeningTask) else None


def stage_to_decide(application: CastApplication, *, by: User, seen: int | None) -> TaskState:
    """The stage that waits for a decision of `by`, who had the stage `seen` on the screen."""
    if application.stage_id != seen:
        raise ScreeningRefused(
            "stage_passed",
            _("表示のあとに審査が進みました。いまの内容をご確認ください。"),
        )
    stage = running_stage(application) or begin(application)
    if stage is None:
        raise ScreeningRefused("no_stage", NO_STAGE)
    refuse_closed_stage(stage, by)
    return stage


def refuse_closed_stage(stage: TaskState, by: User) -> None:
    task = task_of(stage)
    if task is None or not task.is_open_to(by):
        raise ScreeningRefused(
            "stage_of_others",
            _("「%(stage)s」の審査は、別のグループの担当です。") % {"stage": stage.task.name},
        )


def refuse_same_eyes(application: CastApplication, stage: TaskState, by: User) -> None:
    """Nobody approves at a stage an entry that they approved at another one."""
    if has_approved_elsewhere(application, stage, by):
        raise ScreeningRefused(
            "same_eyes",
            _("前の段階を承認した方は、この段階を承認できません。ほかの担当者にご依頼ください。"),
        )


def hindrance_to(application: CastApplication, user: User) -> str:
    """In words, what keeps `user` from approving at the present stage; empty when nothing does."""
    stage = running_stage(application)
    if stage is None:
        return "" if has_stages(CastPortalSettings.load().screening_workflow) else str(NO_STAGE)
    try:
        refuse_closed_stage(stage, user)
        refuse_same_eyes(application, stage, user)
    except ScreeningRefused as refusal:
        return str(refusal.message)
    return ""


def has_stages(workflow: Workflow | None) -> bool:
    tasks = ScreeningTask.objects.filter(workflow_tasks__workflow=workflow, active=True)
    return bool(workflow and workflow.active and tasks.exists())


def stages_of(application: CastApplication) -> list[StageRow]:
    """Every stage of the present turn; one row while there is no second stage."""
    state = application.stage.workflow_state if application.stage else None
    if state is None:
        return []
    done = {
        one.task_id: one
        for one in state.task_states.select_related("finished_by").order_by("started_at", "pk")
    }
    return [StageRow(task.name, done.get(task.pk)) for task in state.workflow.tasks]


def has_approved_elsewhere(application: CastApplication, stage: TaskState, by: User) -> bool:
    approvals = TaskState.objects.for_instance(application).filter(
        status=TaskState.STATUS_APPROVED, finished_by=by
    )
    return approvals.exclude(task=stage.task_id).exists()


def has_finished(application: CastApplication, status: str, *, by: User, seen: int | None) -> bool:
    """Whether a press repeats what the same person has already done at the stage `seen`."""
    own = TaskState.objects.for_instance(application).filter(finished_by=by, status=status)
    return own.filter(pk=seen).exists()
