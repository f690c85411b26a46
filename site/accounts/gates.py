"""Who may see which pages. A visitor is asked to sign in; the wrong role gets 404."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.cache import never_cache

from accounts.enums import Role
from accounts.models import User

View = Callable[..., HttpResponseBase]


class SignedInRequest(HttpRequest):
    """For the type checker: the request of a view behind a gate."""

    user: User


def role_required(*roles: Role) -> Callable[[View], View]:
    """For function views, and for class views around `as_view()` in the urls."""

    def decorate(view: View) -> View:
        # Back in the browser must not show on a shared phone what a person left behind.
        @never_cache
        @login_required
        @wraps(view)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if Role(request.user.role) not in roles:  # type: ignore[union-attr]
                raise Http404
            return view(request, *args, **kwargs)

        return gated

    return decorate


cast_required = role_required(Role.CAST)
guest_required = role_required(Role.GUEST)
member_required = role_required(Role.CAST, Role.GUEST)


def password_required(view: View) -> View:
    """Whoever has not typed the password in the last minutes is asked for it (or for a code)."""
    return login_required(reauthentication_required(view))
