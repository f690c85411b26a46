"""An entry that is being written: in steps, for some days, on more than one device."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.domain.terms import current_terms
from accounts.enums import TermsKind
from accounts.models import TermsVersion
from cast_portal.domain.entry import PLAIN_FIELDS, Entry, receive_entry, tell_if_taken
from cast_portal.domain.entry_links import DRAFT_LASTS
from cast_portal.domain.errors import EntryRefused
from cast_portal.domain.identity import cipher, erase, path_of, read_decrypted, store_encrypted
from cast_portal.enums import OPTIONAL_PARTS, DocumentKind, DocumentPart, EntryStep, required_parts
from cast_portal.mails.entry import mail_draft_link
from cast_portal.models import CastApplication, Category, EntryDraft, Rank
from kernel.locking import lock_row, lock_rows

# Of the document itself; a proof of address stays good when another kind is chosen.
OF_ONE_KIND = (DocumentPart.FRONT, DocumentPart.BACK)


class Answers:
    """What has been typed so far: per step the cleaned values by field, and the finished steps."""

    def __init__(self, draft: EntryDraft) -> None:
        text = cipher().decrypt(draft.answers.encode()) if draft.answers else b"{}"
        stored = json.loads(text)
        self.values: dict[str, dict[str, Any]] = stored.get("values", {})
        self.done: list[str] = stored.get("done", [])

    def of(self, step: EntryStep) -> dict[str, Any]:
        return self.values.get(step, {})

    def put(self, step: EntryStep, values: Mapping[str, Any], *, is_done: bool) -> None:
        self.values[step] = self.of(step) | dict(values)
        self.done = [other for other in self.done if other != step] + [step] * is_done

    def encrypted(self) -> str:
        text = json.dumps({"values": self.values, "done": self.done}, cls=DjangoJSONEncoder)
        return cipher().encrypt(text.encode()).decode()


@transaction.atomic
def start_draft(email: str, *, now: datetime) -> EntryDraft | None:
    """A draft and a mail with the link to it; for a known draft only the mail.

    None when the address has an account or an open entry already: only the mail says so,
    the page that answers must look the same.
    """
    email = email.lower()
    if tell_if_taken(email):
        return None
    for expired in EntryDraft.objects.filter(email=email, expires_at__lte=now):
        forget_draft(expired, now=now)
    draft, is_new = EntryDraft.objects.get_or_create(
        email=email,
        defaults={"created_at": now, "changed_at": now, "expires_at": now + DRAFT_LASTS},
    )
    if is_new:
        log(draft, "cast_portal.start_draft", title=draft.public_id)
    mail_draft_link(draft, now=now)
    return draft


@transaction.atomic
def confirm_draft(draft: EntryDraft, *, now: datetime) -> EntryDraft:
    """Somebody who can read the mails of the address has asked to go on."""
    draft = lock_row(draft)
    if draft.confirmed_at is None:
        draft.confirmed_at = now
        draft.save(update_fields=["confirmed_at"])
        log(draft, "cast_portal.confirm_draft", title=draft.public_id)
    return draft


@transaction.atomic
def save_step(
    draft: EntryDraft,
    step: EntryStep,
    values: Mapping[str, Any],
    *,
    pictures: Mapping[str, bytes] | None = None,
    is_done: bool,
    now: datetime,
) -> EntryDraft:
    """Adds to what is kept of a step. `pictures` are new ones, as `domain.images` makes them.

    Nothing is logged: the applicant has not handed anything in yet.
    """
    draft = lock_row(draft)
    answers = Answers(draft)
    if step == EntryStep.DOCUMENTS:
        keep_pictures(draft, answers, values, pictures or {})
    answers.put(step, values, is_done=is_done)
    draft.answers = answers.encrypted()
    draft.changed_at, draft.expires_at = now, now + DRAFT_LASTS
    draft.save(update_fields=["answers", "pictures", "changed_at", "expires_at"])
    return draft


@transaction.atomic
def pause_draft(draft: EntryDraft, *, now: datetime) -> EntryDraft:
    """Mails the link again, which from now on is good for as long as the draft."""
    mail_draft_link(draft, now=now)
    return draft


@transaction.atomic
def submit_entry(draft: EntryDraft, *, now: datetime) -> CastApplication | None:
    """Hands the draft in. None when that has been done already: the draft is gone by then."""
    locked = lock_rows(EntryDraft.objects.filter(pk=draft.pk))
    if not locked:
        return None
    [draft] = locked
    refuse_unconfirmed(draft)
    refuse_unfinished(draft)
    application = receive_entry(entry_of(draft), now=now)
    erase_draft(draft)
    return application


@transaction.atomic
def forget_draft(draft: EntryDraft, *, now: datetime) -> None:
    """Erases a draft whose time is over; the row in the log proves that it is gone."""
    for row in lock_rows(EntryDraft.objects.filter(pk=draft.pk, expires_at__lte=now)):
        data = {"pictures": sorted(row.pictures)}
        title = row.public_id
        log(row, "cast_portal.forget_draft", title=title, data=data, deleted=True)
        erase_draft(row)


@transaction.atomic
def rotate_draft(draft: EntryDraft) -> None:
    """Encrypts what was typed anew with the first key. Raises `InvalidToken` when no key fits."""
    for row in lock_rows(EntryDraft.objects.filter(pk=draft.pk).exclude(answers="")):
        row.answers = cipher().rotate(row.answers.encode()).decode()
        row.save(update_fields=["answers"])


def expired_drafts(*, now: datetime) -> QuerySet[EntryDraft]:
    return EntryDraft.objects.filter(expires_at__lte=now)


def first_unfinished(draft: EntryDraft) -> EntryStep:
    """The step to go on with; CHECK when everything has been answered."""
    answers = Answers(draft)
    for step in EntryStep:
        if step == EntryStep.CHECK or step not in answers.done:
            return step
        if not STILL_GOOD[step](draft, answers.of(step)):
            return step
    return EntryStep.CHECK


def has_current_terms(draft: EntryDraft, values: dict[str, Any]) -> bool:
    return bool(values["terms"]) and values["terms"] == [one.pk for one in entry_terms()]


def has_a_rank_to_ask_for(draft: EntryDraft, values: dict[str, Any]) -> bool:
    ranks = Rank.objects.filter(pk=values["desired_rank"], is_by_invitation=False)
    return ranks.exists() and Category.objects.filter(pk__in=values["categories"]).exists()


def has_all_pictures(draft: EntryDraft, values: dict[str, Any]) -> bool:
    kept = kept_pictures(draft)
    return all(name in kept for name in (*required_parts_of(values), "profile_image"))


STILL_GOOD = {
    EntryStep.CONSENT: has_current_terms,
    EntryStep.ABOUT: lambda draft, values: True,
    EntryStep.ACTIVITY: has_a_rank_to_ask_for,
    EntryStep.DOCUMENTS: has_all_pictures,
}


def kept_pictures(draft: EntryDraft) -> dict[str, str]:
    """Names of encrypted files by field, of those that are really there."""
    return {field: name for field, name in draft.pictures.items() if path_of(name).exists()}


def required_parts_of(values: Mapping[str, Any]) -> frozenset[DocumentPart]:
    return required_parts(
        DocumentKind(values["document_kind"]), card_shows_address=shows_address(values)
    )


def parts_to_send(draft: EntryDraft, values: Mapping[str, Any]) -> list[DocumentPart]:
    """The parts of the document that belong to what was chosen, in their order."""
    optional = OPTIONAL_PARTS.get(DocumentKind(values["document_kind"]), frozenset())
    asked = required_parts_of(values) | optional
    return [part for part in DocumentPart if part in asked & draft.pictures.keys()]


def shows_address(values: Mapping[str, Any]) -> bool:
    return values.get("card_shows_address") == "yes"


def entry_terms() -> list[TermsVersion]:
    return current_terms(TermsKind.CAST, TermsKind.PRIVACY)


def refuse_unconfirmed(draft: EntryDraft) -> None:
    if draft.confirmed_at is None:
        raise EntryRefused(
            "address_unconfirmed", _("メールのリンクを開いて、メールアドレスをご確認ください。")
        )


def refuse_unfinished(draft: EntryDraft) -> None:
    step = first_unfinished(draft)
    if step != EntryStep.CHECK:
        raise EntryRefused(
            "entry_unfinished",
            _("「%(step)s」のページを、もう一度ご確認ください。") % {"step": step.label},
        )


def entry_of(draft: EntryDraft) -> Entry:
    """What a finished draft amounts to."""
    answers = Answers(draft)
    typed = {**answers.of(EntryStep.ABOUT), **answers.of(EntryStep.ACTIVITY)}
    paper = answers.of(EntryStep.DOCUMENTS)
    kind = DocumentKind(paper["document_kind"])
    return Entry(
        **{field: typed[field] for field in PLAIN_FIELDS if field not in CONVERTED},
        birth_date=date.fromisoformat(typed["birth_date"]),
        desired_rank=Rank.objects.get(pk=typed["desired_rank"]),
        categories=list(Category.objects.filter(pk__in=typed["categories"])),
        email=draft.email,
        document_kind=kind,
        documents={
            part: read_decrypted(draft.pictures[part]) for part in parts_to_send(draft, paper)
        },
        profile_image=read_decrypted(draft.pictures["profile_image"]),
        terms=entry_terms(),
        card_shows_address=shows_address(paper),
    )


CONVERTED = ("birth_date", "desired_rank")


def keep_pictures(
    draft: EntryDraft, answers: Answers, values: Mapping[str, Any], new: Mapping[str, bytes]
) -> None:
    before = answers.of(EntryStep.DOCUMENTS).get("document_kind")
    is_other_kind = before is not None and values.get("document_kind", before) != before
    gone = set(new) | (set(OF_ONE_KIND) if is_other_kind else set())
    erase_pictures(draft.pictures.pop(name) for name in gone & draft.pictures.keys())
    draft.pictures |= {name: store_encrypted(content) for name, content in new.items()}


def erase_draft(draft: EntryDraft) -> None:
    erase_pictures(draft.pictures.values())
    draft.delete()


def erase_pictures(names: Iterable[str]) -> None:
    for name in names:
        transaction.on_commit(partial(erase, name))
