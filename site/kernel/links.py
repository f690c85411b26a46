from typing import Any

from django.conf import settings
from django.urls import reverse


def absolute_url(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def absolute_reverse(viewname: str, *args: Any) -> str:
    """The address of a view as mails need it, built without a request."""
    return absolute_url(reverse(viewname, args=args))
