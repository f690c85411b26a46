from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from accounts.models import User

VIEW_ENTRY = "cast_portal.view_castapplication"
DECIDE_ENTRY = "cast_portal.change_castapplication"
VIEW_DOCUMENT = "cast_portal.view_identitydocument"


def signed_in(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


class PermissionGate:
    """Staff without the permission get 404: they need not know that there is a screening."""

    permission = VIEW_ENTRY

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(self.permission):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
