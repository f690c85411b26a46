"""The applicant sends again what staff asked for."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from cast_portal.domain.entry import (
    add_documents,
    new_picture_file,
    put_in_queue,
    refuse_minor,
    refuse_missing_parts,
)
from cast_portal.domain.errors import EntryRefused
from cast_portal.domain.identity import store_encrypted
from cast_portal.domain.purging import erase_documents
from cast_portal.enums import (
    APPLICATION_MOVES,
    ITEM_FIELDS,
    ApplicationStatus,
    DocumentKind,
    DocumentPart,
    EntryItem,
)
from cast_portal.mails.entry import mail_received
from cast_portal.models import CastApplication, IdentityDocument
from kernel.locking import lock_row
from kernel.moves import require_move


@transaction.atomic
def resubmit(
    application: CastApplication,
    *,
    documents: Mapping[DocumentPart, bytes],
    profile_image: bytes | None,
    now: datetime,
    document_kind: DocumentKind | None = None,
    card_shows_address: bool = False,
    details: Mapping[str, Any] | None = None,
) -> CastApplication:
    """The entry goes back into the queue. `details` are the typed fields of the items.

    What was not asked for is left as it is. A repeat that finds the entry in the queue is a no-op.
    """
    application = lock_row(application)
    current = ApplicationStatus(application.status)
    if current == ApplicationStatus.SUBMITTED:
        return application
    refuse_unasked(current)
    require_move(APPLICATION_MOVES, current, ApplicationStatus.SUBMITTED)
    items = [EntryItem(item) for item in application.requested_items]
    refuse_missing_pictures(items, documents, profile_image)
    if EntryItem.DOCUMENT in items:
        kind = chosen_kind(document_kind)
        refuse_missing_parts(kind, documents, card_shows_address=card_shows_address)
        erase_documents(application)
        add_documents(application, kind, documents)
    else:
        asked = {part: documents[part] for part in documents if EntryItem(part) in items}
        replace_documents(application, asked)
    if profile_image is not None and EntryItem.PROFILE_IMAGE in items:
        replace_profile_image(application, profile_image)
    correct_details(application, items, details or {}, today=localdate(now))
    put_in_queue(application, now)
    data = {"items": items}
    log(application, "cast_portal.resubmit", title=application.public_id, data=data)
    mail_received(application)
    return application


def refuse_unasked(current: ApplicationStatus) -> None:
    if current != ApplicationStatus.RETURNED:
        raise EntryRefused("nothing_asked_for", _("再提出の受付は終了しています。"))


def refuse_missing_pictures(
    items: list[EntryItem], documents: Mapping[DocumentPart, bytes], profile_image: bytes | None
) -> None:
    sent = {part.value for part in documents} | ({"profile_image"} if profile_image else set())
    pictures = {*DocumentPart.values, EntryItem.PROFILE_IMAGE.value}
    for item in items:
        if item in pictures and item not in sent:
            raise EntryRefused(
                "item_missing",
                _("%(item)sを添付してください。") % {"item": item.label},
                field=item.value,
            )


def chosen_kind(kind: DocumentKind | None) -> DocumentKind:
    if kind is None:
        raise EntryRefused(
            "kind_missing", _("身分証明書の種類をお選びください。"), field="document_kind"
        )
    return kind


def replace_documents(
    application: CastApplication, documents: Mapping[DocumentPart, bytes]
) -> None:
    """The old files go once this is certain."""
    erase_documents(application, parts=documents.keys())
    for part, content in documents.items():
        IdentityDocument.objects.create(
            application=application,
            kind=application.document_kind,
            part=part,
            file_name=store_encrypted(content),
        )


def replace_profile_image(application: CastApplication, content: bytes) -> None:
    old, storage = str(application.profile_image.name), application.profile_image.storage
    application.profile_image = new_picture_file(content)
    application.save(update_fields=["profile_image"])
    if old:
        transaction.on_commit(partial(storage.delete, old))


def correct_details(
    application: CastApplication,
    items: list[EntryItem],
    details: Mapping[str, Any],
    *,
    today: date,
) -> None:
    fields = [field for item in items for field in ITEM_FIELDS.get(item, ())]
    for field in fields:
        if not details.get(field):
            raise EntryRefused("detail_missing", _("入力してください。"), field=field)
        setattr(application, field, details[field])
    if "birth_date" in fields and application.birth_date:
        refuse_minor(application.birth_date, today=today)
    if fields:
        application.save(update_fields=fields)
