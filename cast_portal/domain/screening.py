"""The office's side of an entry: approve, ask again, decline. Each under the entry's lock."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.domain.terms import record_consents
from accounts.enums import Role
from accounts.models import User
from cast_portal.domain.addresses import free_address, has_account
from cast_portal.domain.errors import ScreeningRefused
from cast_portal.enums import APPLICATION_MOVES, ApplicationStatus, EntryItem
from cast_portal.mails.entry import mail_approved, mail_declined, mail_returned
from cast_portal.models import Cast, CastApplication, Rank
from kernel.identifiers import new_public_id
from kernel.locking import lock_row
from kernel.moves import require_move


@transaction.atomic
def approve_application(
    application: CastApplication, *, by: User, rank: Rank, now: datetime
) -> Cast:
    """Makes the cast's account, and mails the link that sets its password. Once."""
    application = lock_row(application)
    if application.status == ApplicationStatus.APPROVED:
        return application.cast
    require_application_move(application, ApplicationStatus.APPROVED)
    refuse_ungrantable(rank)
    refuse_account_of_same_address(application)
    application.granted_rank = rank
    decide(application, ApplicationStatus.APPROVED, by, now, "granted_rank")
    cast = make_cast(application, rank, now)
    data = {"desired_rank": application.desired_rank.slug, "granted_rank": rank.slug}
    note(application, "approve_application", by, data)
    mail_approved(cast, application)
    return cast


@transaction.atomic
def return_application(
    application: CastApplication,
    *,
    by: User,
    items: Sequence[EntryItem],
    message: str,
    now: datetime,
) -> CastApplication:
    """Asks the applicant for some things again, in words that the applicant reads."""
    application = lock_row(application)
    if application.status == ApplicationStatus.RETURNED:
        return application
    require_application_move(application, ApplicationStatus.RETURNED)
    refuse_empty_request(items, message)
    application.status = ApplicationStatus.RETURNED
    application.requested_items = [EntryItem(item).value for item in items]
    application.message_to_applicant = message.strip()
    application.returned_at = now
    fields = ["status", "requested_items", "message_to_applicant", "returned_at"]
    application.save(update_fields=fields)
    data = {"items": application.requested_items}
    note(application, "return_application", by, data)
    mail_returned(application)
    return application


@transaction.atomic
def decline_application(
    application: CastApplication, *, by: User, reason: str, now: datetime
) -> CastApplication:
    """`reason` stays inside the office; the mail gives none."""
    application = lock_row(application)
    if application.status == ApplicationStatus.DECLINED:
        return application
    require_application_move(application, ApplicationStatus.DECLINED)
    if not reason.strip():
        raise ScreeningRefused(
            "reason_missing", _("見送りの理由を記入してください。"), field="reason"
        )
    application.internal_note = reason.strip()
    decide(application, ApplicationStatus.DECLINED, by, now, "internal_note")
    note(application, "decline_application", by, {})
    mail_declined(application)
    return application


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


def refuse_empty_request(items: Sequence[EntryItem], message: str) -> None:
    if not items:
        raise ScreeningRefused(
            "items_missing", _("再提出をお願いする項目を選んでください。"), field="items"
        )
    if not message.strip():
        raise ScreeningRefused(
            "message_missing", _("応募者への連絡を記入してください。"), field="message"
        )


def make_cast(application: CastApplication, rank: Rank, now: datetime) -> Cast:
    user = make_user(application)
    cast = Cast.objects.create(
        user=user,
        application=application,
        rank=rank,
        introduction=application.introduction,
        image=copied_picture(application),
        created_at=now,
    )
    cast.categories.set(application.categories.all())
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


def copied_picture(application: CastApplication) -> "ContentFile[bytes]":
    # A file of its own, so that the entry's may be purged.
    with application.profile_image.open() as picture:
        return ContentFile(picture.read(), name=f"{new_public_id()}.jpg")


def entries_of_staff() -> QuerySet[CastApplication]:
    """Every entry whose address has been confirmed; the others are nobody's business."""
    return CastApplication.objects.exclude(status=ApplicationStatus.UNCONFIRMED)


def waiting_counts(*, today: date) -> dict[str, int]:
    """How many wait for a decision: `waiting` in all, of them `due_today` and `overdue`."""
    waiting = CastApplication.objects.filter(status=ApplicationStatus.SUBMITTED)
    return waiting.aggregate(
        waiting=Count("pk"),
        due_today=Count("pk", filter=Q(due_to=today)),
        overdue=Count("pk", filter=Q(due_to__lt=today)),
    )
