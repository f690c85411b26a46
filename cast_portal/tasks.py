from functools import partial

from django.utils import timezone

from cast_portal.domain.drafts import expired_drafts, forget_draft
from cast_portal.domain.invitations import expire_invitation, overdue_invitations
from cast_portal.domain.purging import (
    entries_to_purge,
    purge_entry,
    sweep_unclaimed_files,
    sweep_unclaimed_pictures,
)
from cast_portal.domain.withdrawing import close_unanswered, unanswered_entries
from kernel.one_by_one import one_by_one

HOUR, DAY = 60, 24 * 60
SCHEDULES = {
    "cast_portal.tasks.purge_identity_documents": HOUR,
    "cast_portal.tasks.forget_expired_drafts": HOUR,
    "cast_portal.tasks.withdraw_unanswered_entries": HOUR,
    "cast_portal.tasks.expire_invitations": HOUR,
    "cast_portal.tasks.sweep_identity_files": DAY,
    "cast_portal.tasks.sweep_pictures": DAY,
}


def purge_identity_documents() -> None:
    now = timezone.now()
    one_by_one(entries_to_purge(now=now), partial(purge_entry, now=now))


def forget_expired_drafts() -> None:
    now = timezone.now()
    one_by_one(expired_drafts(now=now), partial(forget_draft, now=now))


def withdraw_unanswered_entries() -> None:
    now = timezone.now()
    one_by_one(unanswered_entries(now=now), partial(close_unanswered, now=now))


def expire_invitations() -> None:
    now = timezone.now()
    one_by_one(overdue_invitations(now=now), partial(expire_invitation, now=now))


def sweep_identity_files() -> None:
    sweep_unclaimed_files(now=timezone.now())


def sweep_pictures() -> None:
    sweep_unclaimed_pictures(now=timezone.now())
