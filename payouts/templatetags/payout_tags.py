from typing import Any

from django import template
from django.utils import timezone

from cast_portal.models import Cast
from payouts.domain.accounts import account_of
from payouts.domain.queries import earnings_of

register = template.Library()
TONES = {
    "requested": "info",
    "approved": "info",
    "exported": "info",
    "paid": "ok",
    "returned": "danger",
    "declined": "warning",
    "verified": "ok",
    "waiting": "info",
    "mending": "danger",
}


@register.inclusion_tag("payouts/_bank_account_todo.html")
def bank_account_todo(cast: Cast) -> dict[str, Any]:
    """A to-do card while the account is missing or must be mended, else nothing."""
    return {"account": account_of(cast)}


@register.inclusion_tag("payouts/_earnings_card.html")
def earnings_card(cast: Cast) -> dict[str, Any]:
    return {"earnings": earnings_of(cast, now=timezone.now())}


@register.filter
def tone(status: str) -> str:
    """The badge that a status wears."""
    return TONES.get(status, "muted")
