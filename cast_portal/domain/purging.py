"""Personal data leaves when its time is over; a row in the log proves that it did."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.log_actions import log

from cast_portal.domain.entry_links import CONFIRM_LASTS
from cast_portal.domain.identity import erase, stored_names
from cast_portal.enums import ApplicationStatus
from cast_portal.models import CastApplication, CastPortalSettings, IdentityDocument
from kernel.locking import lock_row

NOT_TAKEN_ON = (ApplicationStatus.DECLINED, ApplicationStatus.WITHDRAWN)
UNCLAIMED_LASTS = timedelta(days=1)


def entries_to_purge(*, now: datetime) -> QuerySet[CastApplication]:
    """Decided entries whose documents have been kept as long as the settings say."""
    rules = CastPortalSettings.load()
    approved_until = now - timedelta(days=rules.purge_approved_days)
    declined_until = now - timedelta(days=rules.purge_declined_days)
    return CastApplication.objects.filter(
        Q(status=ApplicationStatus.APPROVED, decided_at__lte=approved_until)
        | Q(status__in=NOT_TAKEN_ON, decided_at__lte=declined_until),
        purged_at__isnull=True,
    )


def forgotten_entries(*, now: datetime) -> QuerySet[CastApplication]:
    """Entries whose address nobody confirmed while the link was good."""
    return CastApplication.objects.filter(
        status=ApplicationStatus.UNCONFIRMED, created_at__lt=now - CONFIRM_LASTS
    )


@transaction.atomic
def purge_documents(application: CastApplication, *, now: datetime) -> CastApplication:
    """Erases the documents; and the picture too, of those who did not become casts."""
    application = lock_row(application)
    if application.purged_at is not None:
        return application
    kinds = erase_documents(application)
    if application.status in NOT_TAKEN_ON:
        erase_profile_image(application)
    application.purged_at = now
    application.save(update_fields=["purged_at", "profile_image"])
    log(application, "cast_portal.purge_documents", data={"documents": kinds})
    return application


@transaction.atomic
def forget_entry(application: CastApplication) -> None:
    application = lock_row(application)
    if application.status != ApplicationStatus.UNCONFIRMED:
        return
    erase_documents(application)
    erase_profile_image(application)
    log(application, "cast_portal.forget_entry", title=application.public_id, deleted=True)
    application.delete()


def sweep_unclaimed_files(*, now: datetime) -> int:
    """Erases encrypted files that no entry owns: forms given up, transactions undone."""
    unclaimed = 0
    for name in stored_names(older_than=now - UNCLAIMED_LASTS):
        if not IdentityDocument.objects.filter(file_name=name).exists():
            erase(name)
            unclaimed += 1
    return unclaimed


def erase_documents(application: CastApplication) -> list[str]:
    documents = list(application.documents.order_by("part"))
    for document in documents:
        transaction.on_commit(partial(erase, document.file_name))
    application.documents.all().delete()
    return [f"{document.kind}:{document.part}" for document in documents]


def erase_profile_image(application: CastApplication) -> None:
    name, storage = application.profile_image.name, application.profile_image.storage
    application.profile_image = ""
    if name:
        transaction.on_commit(lambda: storage.delete(name))
