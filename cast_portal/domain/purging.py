"""Personal data leaves when its time is over; a row in the log proves that it did."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from wagtail.log_actions import log

from cast_portal.domain.identity import erase, stored_names
from cast_portal.enums import PICTURE_FIELDS, ApplicationStatus
from cast_portal.models import (
    CastApplication,
    CastPicture,
    CastPortalSettings,
    EntryDraft,
    IdentityDocument,
)
from kernel.locking import lock_row

NOT_TAKEN_ON = (ApplicationStatus.DECLINED, ApplicationStatus.WITHDRAWN)
UNCLAIMED_LASTS = timedelta(days=1)
OPEN_PICTURES: dict[Any, tuple[str, ...]] = {
    CastApplication: ("profile_image",),
    CastPicture: ("image", "small", "source"),
}
PERSONAL_FIELDS = {
    "last_name": "",
    "first_name": "",
    "last_name_kana": "",
    "first_name_kana": "",
    "birth_date": None,
    "cast_name": "",
    "email": "",
    "introduction": "",
    "message_to_applicant": "",
    "picture_hash": "",
}


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


def purge_due_at(application: CastApplication) -> datetime | None:
    """When a decided entry loses what it holds about a person, by the settings of today."""
    if application.decided_at is None:
        return None
    rules = CastPortalSettings.load()
    is_declined = application.status in NOT_TAKEN_ON
    days = rules.purge_declined_days if is_declined else rules.purge_approved_days
    return application.decided_at + timedelta(days=days)


@transaction.atomic
def purge_entry(application: CastApplication, *, now: datetime) -> CastApplication:
    """Erases files, personal fields, notes and what Wagtail kept; the receipt and dates stay.

    A cast's own picture and names live on with the account, which has copies of its own.
    """
    application = lock_row(application)
    if application.purged_at is not None:
        return application
    kinds = erase_documents(application)
    erase_profile_image(application)
    for field, empty in PERSONAL_FIELDS.items():
        setattr(application, field, empty)
    application.purged_at = now
    application.save(update_fields=[*PERSONAL_FIELDS, "purged_at", "profile_image"])
    application.notes.all().delete()
    application.workflow_states.delete()
    application.revisions.delete()
    data = {"documents": kinds}
    log(application, "cast_portal.purge_documents", title=application.public_id, data=data)
    return application


def sweep_unclaimed_files(*, now: datetime) -> int:
    """Erases encrypted files that no entry or draft owns: forms given up, transactions undone."""
    unclaimed = 0
    for name in stored_names(older_than=now - UNCLAIMED_LASTS):
        if not is_claimed(name):
            erase(name)
            unclaimed += 1
    return unclaimed


def is_claimed(name: str) -> bool:
    of_draft = any_of([f"pictures__{field}" for field in PICTURE_FIELDS], name)
    return (
        IdentityDocument.objects.filter(file_name=name).exists()
        or EntryDraft.objects.filter(of_draft).exists()
    )


def sweep_unclaimed_pictures(*, now: datetime) -> int:
    """The same for pictures that lie open below MEDIA: portraits of entries, pictures of casts."""
    unclaimed = 0
    for model, fields in OPEN_PICTURES.items():
        for storage, name in files_of(model, fields, older_than=now - UNCLAIMED_LASTS):
            if not model.objects.filter(any_of(fields, name)).exists():
                storage.delete(name)
                unclaimed += 1
    return unclaimed


def files_of(
    model: type[Model], fields: Collection[str], *, older_than: datetime
) -> Iterator[tuple[Storage, str]]:
    for field in fields:
        place: Any = model._meta.get_field(field)
        storage, folder = place.storage, str(place.upload_to)
        for file_name in storage.listdir(folder)[1] if storage.exists(folder) else ():
            name = f"{folder}{file_name}"
            if storage.get_modified_time(name) < older_than:
                yield storage, name


def any_of(fields: Collection[str], name: str) -> Q:
    return Q(*((field, name) for field in fields), _connector=Q.OR)


def erase_documents(
    application: CastApplication, *, parts: Collection[str] | None = None
) -> list[str]:
    """All of them, or those `parts` only. Gives "kind:part" of what was there."""
    stored = application.documents.order_by("part")
    if parts is not None:
        stored = stored.filter(part__in=parts)
    documents = list(stored)
    for document in documents:
        transaction.on_commit(partial(erase, document.file_name))
    stored.delete()
    return [f"{document.kind}:{document.part}" for document in documents]


def erase_profile_image(application: CastApplication) -> None:
    name, storage = application.profile_image.name, application.profile_image.storage
    application.profile_image = ""
    if name:
        transaction.on_commit(lambda: storage.delete(name))
