from typing import Any

from django import template
from django.conf import settings

from kernel.demo_accounts import DEMO_ACCOUNTS, PASSWORD, STAFF_ACCOUNTS

register = template.Library()


@register.inclusion_tag("shell/demo_accounts.html", takes_context=True)
def demo_accounts(context: template.Context) -> dict[str, Any]:
    """One button per demo account; nothing at all outside a demo copy."""
    return {
        "demo_accounts": DEMO_ACCOUNTS if settings.DEMO else [],
        "staff_accounts": STAFF_ACCOUNTS,
        "demo_password": PASSWORD,
        "csrf_token": context.get("csrf_token"),
    }
