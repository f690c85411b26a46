from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.defaults import permission_denied

from accounts.device_marks import note_use
from accounts.domain.errors import TermsRefused
from accounts.sessions import consent_is_wanted

CONSENT_WANTED = TermsRefused(
    "consent_wanted",
    gettext_lazy("続けてご利用いただくには、規約への同意が必要です。"),
)


class StaffSecondFactorMiddleware:
    """Nobody works in the admin without a second factor, unless this copy says otherwise.

    Having one is not enough: this very session must have been opened with it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_out_of_place(request):
            return permission_denied(request, PermissionDenied())
        if not self.asks(request) or used_factor(request):
            return self.get_response(request)
        if is_mfa_enabled(request.user):
            return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': back(request)})}")
        messages.warning(request, _("管理画面を使うには、二段階認証の設定が必要です。"))
        return redirect("mfa_activate_totp")

    @staticmethod
    def asks(request: HttpRequest) -> bool:
        return settings.STAFF_SECOND_FACTOR and is_in_admin(request)


def is_in_admin(request: HttpRequest) -> bool:
    return request.path.startswith("/admin") and request.user.is_authenticated


def is_out_of_place(request: HttpRequest) -> bool:
    """Wagtail would ask somebody without access to sign in, who has, and so on for ever."""
    return is_in_admin(request) and not request.user.has_perm("wagtailadmin.access_admin")


def used_factor(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return is_mfa_enabled(request.user) and any(record["method"] == "mfa" for record in records)


def back(request: HttpRequest) -> str:
    return request.get_full_path() if request.method == "GET" else reverse("wagtailadmin_home")


class ConsentMiddleware:
    """Nobody goes on behind the sign-in without the terms that are asked for anew.

    Public pages stay open, and with them the terms, contact and the way out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not needs_sign_in(view) or not consent_is_wanted(request.session):
            return None
        if "text/html" not in request.headers.get("Accept", "text/html"):
            answer = {"code": CONSENT_WANTED.code, "message": str(CONSENT_WANTED.message)}
            return JsonResponse(answer, status=403)
        if request.method not in ("GET", "HEAD"):
            return render(request, "refused.html", {"refusal": CONSENT_WANTED}, status=403)
        onward = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('accounts:consent')}?{onward}")


class DeviceMiddleware:
    """Notes now and then that a signed-in device is in use, behind the sign-in only: public pages
    are kept for visitors and must not depend on a session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: Any, kwargs: Any) -> None:
        is_inside = needs_sign_in(view) or request.path.startswith("/admin")
        if is_inside and request.user.is_authenticated:
            note_use(request)


def needs_sign_in(view: Callable) -> bool:
    """Django's `login_required` marks so what it wraps, our gates and allauth's pages included.

    A function that only calls a gated view must carry the mark on (`functools.wraps`).
    """
    return hasattr(view, "redirect_field_name")
