"""Keeps the list of signed-in devices in step with the sessions, from what Django and allauth
tell about them."""

import time
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from accounts.domain.devices import note_device, see_device, sign_out, sign_out_others
from accounts.models import Device, User

SEEN = "seen"
# One write in an hour, so that a page costs no more than it did.
PAUSE_SECONDS = 3600


def key_of(request: HttpRequest) -> str:
    return request.session.session_key or ""


def note_sign_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    request.session[SEEN] = time.time()
    if not request.session.session_key:
        request.session.save()
    note_device(
        user,
        session_key=key_of(request),
        user_agent=request.headers.get("User-Agent", ""),
        now=timezone.now(),
    )


def note_sign_out(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    sign_out(Device.objects.filter(session_key=key_of(request)))


def note_use(request: HttpRequest) -> None:
    """Behind the sign-in."""
    if SEEN not in request.session:  # Signed in before there was a list.
        note_sign_in(None, request, request.user)  # type: ignore[arg-type]
    elif time.time() - request.session[SEEN] > PAUSE_SECONDS:
        if not see_device(key_of(request), now=timezone.now()):
            # Wagtail gives a session another key when its owner sets a password there.
            note_sign_in(None, request, request.user)  # type: ignore[arg-type]
        request.session[SEEN] = time.time()


def note_new_password(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Other sessions are void by now, and this one has been given a new key."""
    sign_out_others(user, kept=key_of(request))
    note_sign_in(sender, request, user)


def note_reset_password(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Whoever follows a mailed link is not signed in yet."""
    sign_out(user.devices.all())
