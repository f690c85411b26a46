"""Signed links that let an applicant, who has no account, act on an own entry."""

from datetime import timedelta

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

from cast_portal.models import CastApplication
from kernel.links import absolute_reverse

CONFIRM = TimestampSigner(salt="cast_portal.entry.confirm")
CONFIRM_LASTS = timedelta(days=7)
RESUBMIT = TimestampSigner(salt="cast_portal.entry.resubmit")
RESUBMIT_LASTS = timedelta(days=30)
STATUS = TimestampSigner(salt="cast_portal.entry.status")
STATUS_LASTS = timedelta(days=180)


class LinkExpired(Exception):
    """The link was ours, but it is too old or its entry is gone."""


class LinkUnknown(Exception):
    """The link was never given out."""


def confirm_link(application: CastApplication) -> str:
    return absolute_reverse("cast_portal:entry_confirm", CONFIRM.sign(application.public_id))


def resubmit_link(application: CastApplication) -> str:
    return absolute_reverse("cast_portal:entry_resubmit", RESUBMIT.sign(application.public_id))


def status_link(application: CastApplication) -> str:
    return absolute_reverse("cast_portal:entry_status", STATUS.sign(application.public_id))


def application_to_show(token: str) -> CastApplication:
    return application_behind(STATUS, token, STATUS_LASTS)


def application_to_confirm(token: str) -> CastApplication:
    return application_behind(CONFIRM, token, CONFIRM_LASTS)


def application_to_resubmit(token: str) -> CastApplication:
    return application_behind(RESUBMIT, token, RESUBMIT_LASTS)


def application_behind(signer: TimestampSigner, token: str, lasts: timedelta) -> CastApplication:
    try:
        public_id = signer.unsign(token, max_age=lasts)
    except SignatureExpired as error:
        raise LinkExpired from error
    except BadSignature as error:
        raise LinkUnknown from error
    application = CastApplication.objects.filter(public_id=public_id).first()
    if application is None:
        raise LinkExpired
    return application
