"""Signed links that let an applicant, who has no account, act on an own entry."""

from datetime import datetime, timedelta

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

from cast_portal.models import CastApplication, EntryDraft
from kernel.links import absolute_reverse

DRAFT = TimestampSigner(salt="cast_portal.entry.draft")
DRAFT_LASTS = timedelta(days=30)
RESUBMIT = TimestampSigner(salt="cast_portal.entry.resubmit")
RESUBMIT_LASTS = timedelta(days=30)
STATUS = TimestampSigner(salt="cast_portal.entry.status")
STATUS_LASTS = timedelta(days=180)


class LinkExpired(Exception):
    """The link was ours, but it is too old or what it led to is gone."""


class LinkUnknown(Exception):
    """The link was never given out."""


def draft_link(draft: EntryDraft) -> str:
    return absolute_reverse("cast_portal:entry_continue", DRAFT.sign(draft.public_id))


def resubmit_link(application: CastApplication) -> str:
    return absolute_reverse("cast_portal:entry_resubmit", RESUBMIT.sign(application.public_id))


def status_link(application: CastApplication) -> str:
    return absolute_reverse("cast_portal:entry_status", STATUS.sign(application.public_id))


def application_to_show(token: str) -> CastApplication:
    return application_behind(STATUS, token, STATUS_LASTS)


def draft_to_continue(token: str, *, now: datetime) -> EntryDraft:
    public_id = signed_id(DRAFT, token, DRAFT_LASTS)
    draft = EntryDraft.objects.filter(public_id=public_id, expires_at__gt=now).first()
    if draft is None:
        raise LinkExpired
    return draft


def application_to_resubmit(token: str) -> CastApplication:
    return application_behind(RESUBMIT, token, RESUBMIT_LASTS)


def application_behind(signer: TimestampSigner, token: str, lasts: timedelta) -> CastApplication:
    public_id = signed_id(signer, token, lasts)
    application = CastApplication.objects.filter(public_id=public_id).first()
    if application is None:
        raise LinkExpired
    return application


def signed_id(signer: TimestampSigner, token: str, lasts: timedelta) -> str:
    try:
        return signer.unsign(token, max_age=lasts)
    except SignatureExpired as error:
        raise LinkExpired from error
    except BadSignature as error:
        raise LinkUnknown from error
