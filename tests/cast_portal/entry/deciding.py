"""Staff's decisions as they are made on the screen that shows the entry's present stage."""

from datetime import datetime

from accounts.models import User
from cast_portal.domain.screening import (
    approve_application,
    decline_application,
    return_application,
)
from cast_portal.enums import EntryItem, ReasonUse
from cast_portal.models import Cast, CastApplication, Rank, ScreeningReason
from tests.factories import NOW


def a_reason(use: ReasonUse, code: str, **values: object) -> ScreeningReason:
    fields = {"use": use, "label": f"理由{code}", "applicant_text": f"説明{code}", **values}
    return ScreeningReason.objects.get_or_create(code=code, defaults=fields)[0]


def present_stage(entry: CastApplication) -> int | None:
    return CastApplication.objects.values_list("stage", flat=True).get(pk=entry.pk)


def approve(
    entry: CastApplication, *, by: User, rank: Rank | None = None, now: datetime = NOW
) -> Cast:
    """The last stage: gives the cast."""
    return pass_stage(entry, by=by, rank=rank, now=now).cast


def pass_stage(
    entry: CastApplication, *, by: User, rank: Rank | None = None, now: datetime = NOW
) -> CastApplication:
    rank = rank or entry.desired_rank
    return approve_application(entry, by=by, seen=present_stage(entry), rank=rank, now=now)


def ask_again(
    entry: CastApplication,
    *items: EntryItem,
    by: User,
    message: str = "",
    now: datetime = NOW,
    code: str = "blurred",
    **reason: object,
) -> CastApplication:
    asked = dict.fromkeys(items, a_reason(ReasonUse.RETURN, code, **reason))
    seen = present_stage(entry)
    return return_application(entry, by=by, seen=seen, items=asked, message=message, now=now)


def decline(
    entry: CastApplication,
    *,
    by: User,
    now: datetime = NOW,
    code: str = "not_genuine",
    text: str = "",
) -> CastApplication:
    reason = a_reason(ReasonUse.DECLINE, code, applicant_text=text)
    return decline_application(entry, by=by, seen=present_stage(entry), reason=reason, now=now)
