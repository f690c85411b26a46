from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def absolute_url(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def absolute_reverse(viewname: str, *args: Any) -> str:
    """The address of a view as mails need it, built without a request."""
    return absolute_url(reverse(viewname, args=args))


def own_address(request: HttpRequest, target: str | None) -> str:
    """`target` if it leads to a page of this site, else nothing: an address may be anybody's."""
    allowed = url_has_allowed_host_and_scheme(
        target, {request.get_host()}, require_https=request.is_secure()
    )
    return target if target and allowed else ""
