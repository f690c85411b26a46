"""The applicant's side of an entry: sending it, and sending something again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.domain.terms import refuse_missing_terms
from accounts.enums import TermsKind
from accounts.models import TermsVersion
from cast_portal.domain.addresses import has_account
from cast_portal.domain.business_days import screening_dates
from cast_portal.domain.errors import EntryRefused
from cast_portal.domain.fingerprints import keep_fingerprints
from cast_portal.domain.identity import store_encrypted
from cast_portal.domain.screening_stages import begin
from cast_portal.enums import (
    ApplicationStatus,
    DocumentKind,
    DocumentPart,
    parts_of,
    required_parts,
)
from cast_portal.mails.entry import (
    mail_already_open,
    mail_has_account,
    mail_received,
)
from cast_portal.models import (
    CastApplication,
    Category,
    IdentityDocument,
    Rank,
)
from kernel.identifiers import new_public_id

ADULT_AT = 18
OPEN = (ApplicationStatus.SUBMITTED, ApplicationStatus.RETURNED)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What an applicant sends. Pictures are JPEG bytes as `domain.images` makes them."""

    last_name: str
    first_name: str
    last_name_kana: str
    first_name_kana: str
    birth_date: date
    cast_name: str
    email: str
    categories: Sequence[Category]
    desired_rank: Rank
    introduction: str
    document_kind: DocumentKind
    documents: Mapping[DocumentPart, bytes]
    profile_image: bytes
    terms: Sequence[TermsVersion]
    card_shows_address: bool = False


PLAIN_FIELDS = (
    "last_name",
    "first_name",
    "last_name_kana",
    "first_name_kana",
    "birth_date",
    "cast_name",
    "desired_rank",
    "introduction",
)


@transaction.atomic
def receive_entry(entry: Entry, *, now: datetime) -> CastApplication:
    """An entry in the queue of staff. Its address must have been proved by whoever calls."""
    refuse_missing_terms(entry.terms, TermsKind.CAST, TermsKind.PRIVACY)
    refuse_minor(entry.birth_date, today=localdate(now))
    refuse_by_invitation(entry.desired_rank)
    refuse_missing_parts(
        entry.document_kind, entry.documents, card_shows_address=entry.card_shows_address
    )
    email = entry.email.lower()
    refuse_taken_address(email)
    application = CastApplication.objects.create(
        email=email,
        created_at=now,
        profile_image=new_picture_file(entry.profile_image),
        **{field: getattr(entry, field) for field in PLAIN_FIELDS},
    )
    application.categories.set(entry.categories)
    application.accepted_terms.set(entry.terms)
    add_documents(application, entry.document_kind, entry.documents)
    put_in_queue(application, now)
    log(application, "cast_portal.submit_entry", title=application.public_id)
    mail_received(application)
    return application


def refuse_minor(birth_date: date, *, today: date) -> None:
    age = age_on(birth_date, today)
    if birth_date > today or age > 120:
        raise EntryRefused(
            "birth_date_unlikely", _("生年月日をもう一度ご確認ください。"), field="birth_date"
        )
    if age < ADULT_AT:
        raise EntryRefused(
            "under_age",
            _("恐れ入りますが、18歳未満の方はご応募いただけません。"),
            field="birth_date",
        )


def age_on(birth_date: date, today: date) -> int:
    birthday_is_ahead = (today.month, today.day) < (birth_date.month, birth_date.day)
    return today.year - birth_date.year - birthday_is_ahead


def refuse_by_invitation(rank: Rank) -> None:
    if rank.is_by_invitation:
        raise EntryRefused(
            "rank_by_invitation",
            _(
                "このランクは、運営からのインビテーションでのみご案内しています。"
                "ほかのランクをお選びください。"
            ),
            field="desired_rank",
        )


def refuse_missing_parts(
    kind: DocumentKind,
    documents: Mapping[DocumentPart, bytes],
    *,
    card_shows_address: bool = False,
) -> None:
    required = required_parts(kind, card_shows_address=card_shows_address)
    for part in DocumentPart:
        if part in required and part not in documents:
            raise EntryRefused(
                "document_missing",
                _("%(part)sの画像を添付してください。") % {"part": part.label},
                field=part.value,
            )


def open_entries(email: str) -> Q:
    return Q(email__iexact=email, status__in=OPEN)


def tell_if_taken(email: str) -> bool:
    """Whether this address cannot enter; if so, its owner has been told by mail."""
    if has_account(email):
        mail_has_account(email)
        return True
    if application := CastApplication.objects.filter(open_entries(email)).first():
        mail_already_open(application)
        return True
    return False


def refuse_taken_address(email: str) -> None:
    is_open = CastApplication.objects.filter(open_entries(email)).exists()
    if is_open or has_account(email):
        raise EntryRefused(
            "address_taken", _("このメールアドレスでは、すでにお手続きが進んでいます。")
        )


def put_in_queue(application: CastApplication, now: datetime) -> None:
    application.status = ApplicationStatus.SUBMITTED
    application.submitted_at = now
    application.due_from, application.due_to = screening_dates(localdate(now))
    application.save(update_fields=["status", "submitted_at", "due_from", "due_to"])
    keep_fingerprints(application)
    begin(application)


def add_documents(
    application: CastApplication, kind: DocumentKind, documents: Mapping[DocumentPart, bytes]
) -> None:
    """Keeps the parts that belong to this kind, nothing that came along with them."""
    application.document_kind = kind
    application.save(update_fields=["document_kind"])
    for part in sorted(parts_of(kind) & documents.keys()):
        IdentityDocument.objects.create(
            application=application,
            kind=kind,
            part=part,
            file_name=store_encrypted(documents[part]),
        )


def new_picture_file(content: bytes) -> "ContentFile[bytes]":
    return ContentFile(content, name=f"{new_public_id()}.jpg")
