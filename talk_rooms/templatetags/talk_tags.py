from collections.abc import Mapping
from typing import Any

from django import template
from django.utils import timezone

from talk_rooms.domain.messages import may_write, messages_of, read_messages
from talk_rooms.domain.phases import ROOM_IS_OPEN, phase_at
from talk_rooms.enums import Phase
from talk_rooms.forms import MessageForm
from talk_rooms.models import Talk

register = template.Library()


@register.inclusion_tag("talk_rooms/_messages.html", takes_context=True)
def talk_messages(
    context: Mapping[str, Any],
    talk: Talk,
    form: MessageForm | None = None,
    *,
    is_scrolled: bool = False,
) -> dict[str, Any]:
    """The messages of a talk with a form to answer; showing them marks them as read.

    Where they scroll in a space of their own the keyboard must be able to stop there.
    """
    request, now = context["request"], timezone.now()
    read_messages(talk, reader=request.user, now=now)
    return {
        "request": request,
        "talk": talk,
        "talk_messages": messages_of(talk),
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


@register.filter
def epoch_ms(moment: Any) -> int:
    """An instant as JavaScript counts it."""
    return round(moment.timestamp() * 1000)
