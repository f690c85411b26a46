from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone

from talk_rooms.call_test_words import missing_in_words, state_in_words
from talk_rooms.domain.access import other_person
from talk_rooms.domain.call_test import call_tests_of
from talk_rooms.domain.call_test_nudges import insists_from, needs_nudge
from talk_rooms.domain.messages import is_unread_by, may_write, messages_of, read_messages
from talk_rooms.domain.phases import ROOM_IS_OPEN, phase_at
from talk_rooms.enums import CallTestVerdict, Phase
from talk_rooms.forms import MessageForm
from talk_rooms.models import CallTest, Talk

register = template.Library()
TONES = {
    CallTestVerdict.OK: "ok",
    CallTestVerdict.CAUTION: "warning",
    CallTestVerdict.BAD: "danger",
}


@register.inclusion_tag("talk_rooms/_messages.html", takes_context=True)
def talk_messages(
    context: Mapping[str, Any],
    talk: Talk,
    form: MessageForm | None = None,
    *,
    is_scrolled: bool = False,
) -> dict[str, Any]:
    """The messages of a talk with a form to answer; to have seen them is to have read them.

    What a window fetches by itself to stay up to date (`freshPage` in live.js), nobody has seen.
    Where they scroll in a space of their own, beside something else, the script tells what was
    seen, and the keyboard must be able to stop there.
    """
    request, now = context["request"], timezone.now()
    if not is_scrolled and request.headers.get("X-Purpose") != "refresh":
        read_messages(talk, reader=request.user, now=now)
    messages = messages_of(talk)
    return {
        "request": request,
        "talk": talk,
        "talk_messages": messages,
        "has_unread": any(is_unread_by(request.user, message) for message in messages),
        "message_form": form or MessageForm(initial={"next": request.path}),
        "may_write": may_write(talk, now),
        "is_scrolled": is_scrolled,
    }


@register.inclusion_tag("talk_rooms/_room_button.html")
def room_button(talk: Talk) -> dict[str, Any]:
    """The way into the room; a script makes it a link at the minute the room opens."""
    now = timezone.now()
    phase = phase_at(talk, now)
    return {
        "talk": talk,
        "now": now,
        "is_open": phase in ROOM_IS_OPEN,
        "is_over": phase is Phase.OVER,
    }


@register.inclusion_tag("talk_rooms/_call_test_states.html", takes_context=True)
def call_test_states(
    context: Mapping[str, Any], talk: Talk, *, in_new_tab: bool = False
) -> dict[str, Any]:
    """How both sides' call tests ended, until the talk is over; a script keeps it up to date."""
    user, now = context["request"].user, timezone.now()
    if talk.is_cancelled or now >= talk.ends_at:
        return {"talk": None}
    peer, tests = other_person(talk, user), call_tests_of([talk])
    mine = tests.get((talk.pk, user.pk))
    return {
        "talk": talk,
        "peer": peer,
        "mine": badge(mine, now),
        "theirs": badge(tests.get((talk.pk, peer.pk)), now),
        "missing": missing_in_words(mine) if needs_nudge(talk, mine, now=now) else "",
        "in_new_tab": in_new_tab,
        "now": now,
        "insists_at": insists_from(talk),
    }


def badge(test: CallTest | None, now: datetime) -> dict[str, str]:
    tone = TONES[CallTestVerdict(test.verdict)] if test else "muted"
    return {"text": state_in_words(test, now=now), "tone": tone}


@register.filter
def epoch_ms(moment: Any) -> int:
    """An instant as JavaScript counts it."""
    return round(moment.timestamp() * 1000)
