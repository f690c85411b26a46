"""An entry ends undecided: its applicant takes it back, or does not send what was asked for."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from cast_portal.domain.entry import OPEN
from cast_portal.domain.entry_links import RESUBMIT_LASTS
from cast_portal.domain.errors import EntryRefused
from cast_portal.domain.purging import purge_due_at
from cast_portal.domain.screening_stages import end
from cast_portal.enums import APPLICATION_MOVES, ApplicationStatus
from cast_portal.mails.entry import mail_withdrawn
from cast_portal.models import CastApplication
from kernel.locking import lock_row
from kernel.moves import require_move


def unanswered_entries(*, now: datetime) -> QuerySet[CastApplication]:
    """Entries that were to send something again, and whose link for it is no longer good."""
    return CastApplication.objects.filter(
        status=ApplicationStatus.RETURNED, returned_at__lt=now - RESUBMIT_LASTS
    )


@transaction.atomic
def withdraw_entry(application: CastApplication, *, now: datetime) -> CastApplication:
    """The applicant takes the entry back, for as long as nobody has decided on it."""
    application = lock_row(application)
    if application.status == ApplicationStatus.WITHDRAWN:
        return application
    refuse_decided(application)
    close(application, now=now, by="applicant")
    mail_withdrawn(application, purge_at=purge_due_at(application))
    return application


@transaction.atomic
def close_unanswered(application: CastApplication, *, now: datetime) -> CastApplication:
    """Closes an entry that was not answered, so that its address is free and its purge counts."""
    application = lock_row(application)
    if unanswered_entries(now=now).filter(pk=application.pk).exists():
        close(application, now=now, by="clock")
    return application


def refuse_decided(application: CastApplication) -> None:
    if application.status not in OPEN:
        raise EntryRefused(
            "entry_decided", _("すでに審査の結果が出ているため、取り下げはできません。")
        )


def close(application: CastApplication, *, now: datetime, by: str) -> None:
    current = ApplicationStatus(application.status)
    require_move(APPLICATION_MOVES, current, ApplicationStatus.WITHDRAWN)
    end(application)
    application.status = ApplicationStatus.WITHDRAWN
    application.decided_at = now
    application.save(update_fields=["status", "decided_at"])
    log(application, "cast_portal.withdraw_entry", title=application.public_id, data={"by": by})


def was_left_unanswered(application: CastApplication) -> bool:
    """Whether a withdrawn entry ended with its link to send something again."""
    returned_at, sent_at = application.returned_at, application.submitted_at
    if not (returned_at and sent_at and application.decided_at):
        return False
    return returned_at >= sent_at and application.decided_at > returned_at + RESUBMIT_LASTS
