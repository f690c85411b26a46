import gc
import os

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_asgi_application()

from daphne.ws_protocol import WebSocketProtocol  # noqa: E402  (daphne's app picks the loop first)

import config.urls  # noqa: E402, F401  (now, not for the first visitor)
from cast_portal.routing import websocket_urlpatterns as schedules  # noqa: E402
from talk_rooms.origin import OwnOriginOnly  # noqa: E402
from talk_rooms.routing import websocket_urlpatterns as rooms  # noqa: E402  (need the app registry)

application = ProtocolTypeRouter(
    {
        "http": django_application,
        "websocket": OwnOriginOnly(AuthMiddlewareStack(URLRouter([*schedules, *rooms]))),
    }
)

# Seconds for a browser to answer a close. autobahn's own single second ends, by its batched timers,
# at the next whole second of the clock: what is closed just before that would be reset in the
# middle of its farewell, before the words and the code have been read.
WebSocketProtocol.closeHandshakeTimeout = 10

# What is loaded by now stays. To look through it for garbage would stop every room for 0.15 s,
# perhaps at the very instant at which many of them change phase.
gc.collect()
gc.freeze()
