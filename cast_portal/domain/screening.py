"""The office's side of an entry: approve, ask again, decline. Each under the entry's lock."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import TaskState, WorkflowState

from accounts.domain.terms import record_consents
from accounts.enums import Role
from accounts.models import User
from cast_portal.domain.addresses import free_address, has_account
from cast_portal.domain.errors import ScreeningRefused
from cast_portal.domain.pictures import add_picture
from cast_portal.domain.purging import erase_documents, erase_profile_image
from cast_portal.domain.screening_stages import (
    end,
    has_finished,
    refuse_closed_stage,
    refuse_same_eyes,
    stage_to_decide,
)
from cast_portal.enums import APPLICATION_MOVES, ApplicationStatus, EntryItem
from cast_portal.mails.entry import mail_approved, mail_declined, mail_returned
from cast_portal.models import Cast, CastApplication, Rank, ScreeningNote, ScreeningReason
from kernel.locking import lock_row
from kernel.moves import require_move

RETURNED = ApplicationStatus.RETURNED


@transaction.atomic
def approve_application(
    application: CastApplication,
    *,
    by: User,
    seen: int | None,
    rank: Rank,
    now: datetime,
    checks: Sequence[str] = (),
) -> CastApplication:
    """Passes the stage `seen`; the last one makes the cast's account and mails its link, once."""
    application = lock_row(application)
    if has_finished(application, TaskState.STATUS_APPROVED, by=by, seen=seen):
        return application
    require_application_move(application, ApplicationStatus.APPROVED)
    refuse_ungrantable(rank)
    refuse_account_of_same_address(application)
    stage = stage_to_decide(application, by=by, seen=seen)
    refuse_same_eyes(application, stage, by)
    application.granted_rank = rank
    stage.approve(user=by)
    data = {
        "stage": stage.task.name,
        "desired_rank": application.desired_rank.slug,
        "granted_rank": rank.slug,
        "checks": list(checks),
    }
    if stage.workflow_state.status == WorkflowState.STATUS_APPROVED:
        note(application, "approve_application", by, data)
        admit(application, rank, by, now)
    else:
        note(application, "pass_stage", by, data)
        application.stage = stage.workflow_state.current_task_state
        application.assignee = None
        application.save(update_fields=["granted_rank", "stage", "assignee"])
    return application


def admit(application: CastApplication, rank: Rank, by: User, now: datetime) -> Cast:
    decide(application, ApplicationStatus.APPROVED, by, now, "granted_rank")
    cast = make_cast(application, rank, now)
    mail_approved(cast, application)
    return cast


@transaction.atomic
def return_application(
    application: CastApplication,
    *,
    by: User,
    seen: int | None,
    items: Mapping[EntryItem, ScreeningReason],
    message: str,
    now: datetime,
) -> CastApplication:
    """Asks the applicant for some things again, in words that the applicant reads."""
    application = lock_row(application)
    if application.status == RETURNED and has_finished(
        application, TaskState.STATUS_REJECTED, by=by, seen=seen
    ):
        return application
    require_application_move(application, RETURNED)
    refuse_empty_request(items)
    refuse_real_name(application, message)
    stage_to_decide(application, by=by, seen=seen).reject(user=by)
    application.status = RETURNED
    application.requested_items = {
        EntryItem(item).value: reason.applicant_text for item, reason in items.items()
    }
    application.message_to_applicant = message.strip()
    application.returned_at = now
    fields = ["status", "requested_items", "message_to_applicant", "returned_at"]
    application.save(update_fields=fields)
    erase_forbidden(application, [item for item in items if items[item].erases_picture])
    data = {"items": {item.value: reason.code for item, reason in items.items()}}
    note(application, "return_application", by, data)
    mail_returned(application)
    return application


@transaction.atomic
def decline_application(
    application: CastApplication,
    *,
    by: User,
    seen: int | None,
    reason: ScreeningReason,
    now: datetime,
) -> CastApplication:
    """The mail says what the reason has for applicants to read, which often is nothing."""
    application = lock_row(application)
    if application.status == ApplicationStatus.DECLINED and application.decided_by_id == by.pk:
        return application
    require_application_move(application, ApplicationStatus.DECLINED)
    if application.status == RETURNED and application.stage:
        refuse_closed_stage(application.stage, by)
    else:
        stage_to_decide(application, by=by, seen=seen).reject(user=by)
    end(application, by=by)
    application.decline_reason = reason
    decide(application, ApplicationStatus.DECLINED, by, now, "decline_reason")
    note(application, "decline_application", by, {"reason": reason.code})
    mail_declined(application)
    return application


@transaction.atomic
def assign_application(
    application: CastApplication, *, to: User | None, by: User
) -> CastApplication:
    application = lock_row(application)
    require_open(application)
    if application.assignee_id == (to.pk if to else None):
        return application
    application.assignee = to
    application.save(update_fields=["assignee"])
    note(application, "assign_application", by, {"to": to.public_name if to else ""})
    return application


@transaction.atomic
def add_note(application: CastApplication, *, body: str, by: User, now: datetime) -> ScreeningNote:
    application = lock_row(application)
    refuse_purged(application)
    return application.notes.create(author=by, body=body.strip(), created_at=now)


def require_open(application: CastApplication) -> None:
    if application.status not in (ApplicationStatus.SUBMITTED, RETURNED):
        raise ScreeningRefused("not_open", _("審査はすでに終わっています。"))


def refuse_purged(application: CastApplication) -> None:
    if application.purged_at:
        raise ScreeningRefused("purged", _("保存期間が過ぎた応募には、メモを残せません。"))


def refuse_real_name(application: CastApplication, message: str) -> None:
    """A mail is kept and travels in the open; the applicant is addressed by the cast name."""
    written = "".join(message.split())
    names = (application.last_name + application.first_name, application.legal_name_kana)
    if any("".join(name.split()) in written for name in names if name.strip()):
        raise ScreeningRefused(
            "real_name_in_message",
            _("本名は書かないでください。メールにはキャスト名で宛名が入ります。"),
            field="message",
        )


def erase_forbidden(application: CastApplication, items: Sequence[EntryItem]) -> None:
    """What must not be kept goes at once, not only when a better picture comes."""
    erase_documents(application, parts=items)
    if EntryItem.PROFILE_IMAGE in items:
        erase_profile_image(application)
        application.save(update_fields=["profile_image"])


def note(application: CastApplication, verb: str, by: User, data: dict[str, Any]) -> None:
    # The receipt number, because this label outlives the names that are purged.
    label = application.public_id
    log(application, f"cast_portal.{verb}", user=by, title=label, data=data)


def require_application_move(application: CastApplication, target: ApplicationStatus) -> None:
    require_move(APPLICATION_MOVES, ApplicationStatus(application.status), target)


def decide(
    application: CastApplication, status: ApplicationStatus, by: User, now: datetime, *fields: str
) -> None:
    application.status = status
    application.decided_at = now
    application.decided_by = by
    application.save(update_fields=["status", "decided_at", "decided_by", *fields])


def refuse_ungrantable(rank: Rank) -> None:
    if rank.is_by_invitation:
        raise ScreeningRefused(
            "rank_by_invitation",
            _("このランクは登録後のインビテーションでのみ付与できます。"),
            field="rank",
        )


def refuse_account_of_same_address(application: CastApplication) -> None:
    if has_account(application.email):
        raise address_has_account()


def address_has_account() -> ScreeningRefused:
    return ScreeningRefused(
        "address_has_account",
        _(
            "応募後に、同じメールアドレスのアカウントが作られています。"
            "応募者に別のメールアドレスをご案内ください。"
        ),
    )


def refuse_empty_request(items: Mapping[EntryItem, ScreeningReason]) -> None:
    if not items:
        raise ScreeningRefused("items_missing", _("再提出をお願いする項目と理由を選んでください。"))


def make_cast(application: CastApplication, rank: Rank, now: datetime) -> Cast:
    user = make_user(application)
    cast = Cast.objects.create(
        user=user,
        application=application,
        rank=rank,
        introduction=application.introduction,
        created_at=now,
    )
    cast.categories.set(application.categories.all())
    add_entered_picture(cast, application)
    record_consents(user, application.accepted_terms.all(), now=application.created_at)
    return cast


def make_user(application: CastApplication) -> User:
    free_address(application.email)
    try:
        with transaction.atomic():
            return verified_cast(application)
    except IntegrityError as error:  # Somebody signs up with the address at this very moment.
        raise address_has_account() from error


def verified_cast(application: CastApplication) -> User:
    user = User.objects.create_user(
        application.email,
        role=Role.CAST,
        public_name=application.cast_name,
        last_name=application.last_name,
        first_name=application.first_name,
        last_name_kana=application.last_name_kana,
        first_name_kana=application.first_name_kana,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def add_entered_picture(cast: Cast, application: CastApplication) -> None:
    # Files of its own, so that the entry's may be purged.
    with application.profile_image.open() as picture:
        add_picture(cast, source=picture.read())


def waiting_counts(*, today: date) -> dict[str, int]:
    """How many wait for a decision: `waiting` in all, of them `due_today` and `overdue`."""
    waiting = CastApplication.objects.filter(status=ApplicationStatus.SUBMITTED)
    return waiting.aggregate(
        waiting=Count("pk"),
        due_today=Count("pk", filter=Q(due_to=today)),
        overdue=Count("pk", filter=Q(due_to__lt=today)),
    )
