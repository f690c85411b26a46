from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from talk_rooms.consumers.parting import turn_away
from talk_rooms.domain.protocol import CloseCode

Application = Callable[[dict[str, Any], Any, Any], Awaitable[None]]


class OwnOriginOnly:
    """Lets only our own pages open a socket, as a cookie alone does not tell who asks.

    The page's origin must be this very host, port included, or the site's public address.
    """

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if is_own_origin(scope):
            await self.application(scope, receive, send)
        else:
            await turn_away(receive, send, CloseCode.WRONG_ORIGIN)


def is_own_origin(scope: dict[str, Any]) -> bool:
    headers = dict(scope["headers"])
    origin = headers.get(b"origin", b"").decode("latin-1").lower()
    if origin == settings.SITE_URL.lower():
        return True
    host = headers.get(b"host", b"").decode("latin-1").lower()
    our_hosts = [name for name in settings.ALLOWED_HOSTS if name]
    is_ours = validate_host(split_domain_port(host)[0], our_hosts)
    scheme, _, address = origin.partition("://")
    return is_ours and scheme in ("http", "https") and address == host
