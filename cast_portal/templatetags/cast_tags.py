from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone

from accounts.models import User
from cast_portal.domain.memos import memo_of
from cast_portal.domain.stages import stage_of
from cast_portal.enums import Stage
from cast_portal.forms.talk import MemoForm
from cast_portal.models import Cast, CastPicture, Memo, Reservation
from talk_rooms.models import Talk

register = template.Library()
TONES = {
    Stage.UPCOMING: "info",
    Stage.RUNNING: "ok",
    Stage.REPORT_DUE: "danger",
    Stage.UNREPORTED: "warning",
    Stage.HELD: "warning",
    Stage.FINAL: "ok",
    Stage.CANCELLED: "muted",
}


@register.inclusion_tag("cast_portal/_memo.html", takes_context=True)
def guest_memo(context: Mapping[str, Any], cast: Cast, guest: User) -> dict[str, Any]:
    """The cast's memo on one guest, to read and to write."""
    return memo_card(context["request"].path, cast, guest)


@register.inclusion_tag("cast_portal/_memo.html", takes_context=True)
def general_memo(context: Mapping[str, Any], cast: Cast) -> dict[str, Any]:
    return memo_card(context["request"].path, cast, None)


@register.inclusion_tag("cast_portal/_memo.html", takes_context=True)
def written_memo(context: Mapping[str, Any], cast: Cast, memo: Memo) -> dict[str, Any]:
    """A memo that has been read already, as in a list."""
    return memo_card(context["request"].path, cast, memo.guest, memo)


def memo_card(
    path: str, cast: Cast, guest: User | None, memo: Memo | None = None
) -> dict[str, Any]:
    memo = memo or memo_of(cast, guest)
    about = guest.public_id if guest else ""
    initial = {"body": memo.body, "version": memo.version, "guest": about, "next": path}
    # The name is also where the browser keeps what it could not send: each cast's own.
    name = f"memo-{cast.user.public_id}-{about or 'general'}"
    form = MemoForm(initial=initial, auto_id=f"{name}-%s")
    return {"cast": cast, "memo": memo, "guest": guest, "form": form, "name": name}


@register.inclusion_tag("cast_portal/_portrait.html")
def portrait_of(person: User) -> dict[str, Any]:
    """The main picture of a cast; of anybody else the first letter."""
    picture = CastPicture.objects.filter(cast__user=person, order=1).first()
    return {"picture": picture, "name": person.public_name, "size": ""}


@register.inclusion_tag("cast_portal/_stage.html")
def stage_badge(stage: Stage) -> dict[str, Any]:
    return {"stage": Stage(stage), "tone": TONES[Stage(stage)]}


@register.inclusion_tag("cast_portal/staff/_report_state.html", takes_context=True)
def report_state(context: Mapping[str, Any], talk: Talk) -> dict[str, Any]:
    """Where the talk's reservation stands, leading to its report, for staff who may read it."""
    may_view = context["request"].user.has_perm("cast_portal.view_report")
    reservation = Reservation.objects.filter(talk=talk).first() if may_view else None
    return {
        "talk": talk,
        "stage": reservation and stage_of(reservation, now=timezone.now()),
    }


@register.inclusion_tag("cast_portal/_countdown.html")
def countdown(until: datetime, now: datetime, over: str = "") -> dict[str, Any]:
    """Time left by the server's clock; a script keeps it running. `over` is shown at the end."""
    left = max(int((until - now).total_seconds()), 0)
    return {"until": until, "now": now, "left": left, "over": over}


@register.filter
def left_in_words(seconds: int) -> str:
    """The same words as countdown.js writes."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{days}日{hours}時間"
    if hours:
        return f"{hours}時間{minutes}分"
    return f"{minutes}分{rest:02}秒" if minutes else f"{rest}秒"
