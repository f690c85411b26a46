from functools import partial

from django.utils import timezone

from cast_portal.domain.invitations import expire_invitation, overdue_invitations
from cast_portal.domain.purging import (
    entries_to_purge,
    forget_entry,
    forgotten_entries,
    purge_entry,
    sweep_unclaimed_files,
    sweep_unclaimed_portraits,
    unanswered_entries,
    withdraw_entry,
)
from kernel.one_by_one import one_by_one

HOUR, DAY = 60, 24 * 60
SCHEDULES = {
    "cast_portal.tasks.purge_identity_documents": HOUR,
    "cast_portal.tasks.forget_unconfirmed_entries": HOUR,
    "cast_portal.tasks.withdraw_unanswered_entries": HOUR,
    "cast_portal.tasks.expire_invitations": HOUR,
    "cast_portal.tasks.sweep_identity_files": DAY,
    "cast_portal.tasks.sweep_portraits": DAY,
}


def purge_identity_documents() -> None:
    now = timezone.now()
    one_by_one(entries_to_purge(now=now), partial(purge_entry, now=now))


def forget_unconfirmed_entries() -> None:
    one_by_one(forgotten_entries(now=timezone.now()), forget_entry)


def withdraw_unanswered_entries() -> None:
    now = timezone.now()
    one_by_one(unanswered_entries(now=now), partial(withdraw_entry, now=now))


def expire_invitations() -> None:
    now = timezone.now()
    one_by_one(overdue_invitations(now=now), partial(expire_invitation, now=now))


def sweep_identity_files() -> None:
    sweep_unclaimed_files(now=timezone.now())


def sweep_portraits() -> None:
    sweep_unclaimed_portraits(now=timezone.now())
