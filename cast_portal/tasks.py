from django.utils import timezone

from cast_portal.domain.purging import (
    entries_to_purge,
    forget_entry,
    forgotten_entries,
    purge_documents,
    sweep_unclaimed_files,
)

HOUR, DAY = 60, 24 * 60
SCHEDULES = {
    "cast_portal.tasks.purge_identity_documents": HOUR,
    "cast_portal.tasks.forget_unconfirmed_entries": HOUR,
    "cast_portal.tasks.sweep_identity_files": DAY,
}


def purge_identity_documents() -> None:
    now = timezone.now()
    for application in entries_to_purge(now=now):
        purge_documents(application, now=now)


def forget_unconfirmed_entries() -> None:
    for application in forgotten_entries(now=timezone.now()):
        forget_entry(application)


def sweep_identity_files() -> None:
    sweep_unclaimed_files(now=timezone.now())
