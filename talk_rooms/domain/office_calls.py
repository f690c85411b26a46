from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.domain.presence import refuse_gone
from accounts.models import User
from kernel.dates import day_and_time
from kernel.links import absolute_reverse
from kernel.locking import lock_row, lock_rows
from notices.domain.mail import queue_mail
from talk_rooms.domain.access import side_of
from talk_rooms.domain.attendance import taken_seats
from talk_rooms.domain.errors import TalkRefused
from talk_rooms.domain.facts import connection_facts
from talk_rooms.enums import OfficeCallKind
from talk_rooms.mails import OFFICE_CALLED
from talk_rooms.models import OfficeCall, Talk

CALLS_END_AFTER = timedelta(hours=24)


@transaction.atomic
def call_office(
    talk: Talk, *, by: User, kind: OfficeCallKind, words: str, now: datetime
) -> tuple[OfficeCall, bool]:
    """One call per talk, side and kind: a second one gives the first, and False.

    Refuses `talk_cancelled`, `office_call_too_early`, `office_call_too_late` and `person_gone`.
    """
    talk = lock_row(talk)
    # Both people's rows: neither leaves at the same moment.
    people = lock_rows(User.objects.filter(pk__in=[talk.cast_id, talk.guest_id]))
    side = side_of(talk, by)
    if earlier := talk.office_calls.filter(side=side, kind=kind).first():
        return earlier, False
    refuse_call(talk, now)
    for person in people:
        refuse_gone(person)
    call = OfficeCall.objects.create(
        talk=talk, side=side, kind=kind, words=words, facts=facts_now(talk, now), called_at=now
    )
    log(talk, "talk_rooms.call_office", user=by, data={"kind": kind.value, "side": side.value})
    mail_office(call)
    return call, True


def refuse_call(talk: Talk, now: datetime) -> None:
    if talk.is_cancelled:
        raise TalkRefused("talk_cancelled", _("このトークはキャンセルされました。"))
    if now < talk.opens_at:
        raise TalkRefused("office_call_too_early", _("まだ入室できる時刻になっていません。"))
    if now >= talk.ends_at + CALLS_END_AFTER:
        raise TalkRefused(
            "office_call_too_late",
            _("このトークについての呼び出しは終了しました。お問い合わせからご連絡ください。"),
        )


def facts_now(talk: Talk, now: datetime) -> dict[str, Any]:
    """What the room has seen so far, and who sits there at this moment."""
    here = set(taken_seats(talk, now).values_list("user_id", flat=True))
    return {
        **asdict(connection_facts(talk, until=now)),
        "cast_is_here": talk.cast_id in here,
        "guest_is_here": talk.guest_id in here,
    }


def mail_office(call: OfficeCall) -> None:
    queue_mail(
        OFFICE_CALLED,
        to=settings.OFFICE_EMAIL,
        values={
            "kind": call.get_kind_display(),
            "side": call.get_side_display(),
            "caller": str(call.caller),
            "starts_at": day_and_time(call.talk.starts_at),
            "link": absolute_reverse("office_calls:inspect", call.pk),
        },
    )


@transaction.atomic
def handle_office_call(call: OfficeCall, *, by: User, note: str, now: datetime) -> OfficeCall:
    call = lock_row(call)
    if call.is_handled:
        return call
    call.handled_at, call.handled_by, call.note = now, by, note
    call.save(update_fields=["handled_at", "handled_by", "note"])
    log(call, "talk_rooms.handle_office_call", user=by, data={"comment": note})
    return call


def waiting_calls() -> QuerySet[OfficeCall]:
    """Those that nobody of the office has handled, the oldest first."""
    waiting = OfficeCall.objects.filter(handled_at__isnull=True)
    return waiting.select_related("talk").order_by("called_at")
