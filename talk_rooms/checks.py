from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register
def check_relay_is_whole(**_kwargs: Any) -> list[CheckMessage]:
    """Half a relay is none: calls would go straight, and each side learn the other's address."""
    if bool(settings.TURN_URLS) == bool(settings.TURN_SECRET):
        return []
    return [Error("TURN_URLS and TURN_SECRET go together: set both or none.", id="talk_rooms.E001")]
