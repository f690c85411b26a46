"""What a session knows about its person, so that no request has to ask the database."""

from collections.abc import MutableMapping
from typing import Any

from django.http import HttpRequest

from accounts.domain.renewal import is_asked
from accounts.models import User

Session = MutableMapping[str, Any]
CONSENT_WANTED = "consent_wanted"


def note_wanted_consent(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Heard at every sign-in, by whichever way."""
    request.session.pop(CONSENT_WANTED, None)
    if is_asked(user):
        request.session[CONSENT_WANTED] = True


def consent_is_wanted(session: Session) -> bool:
    return CONSENT_WANTED in session


def consent_is_given(session: Session) -> None:
    session.pop(CONSENT_WANTED, None)
