from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _


class StaffSecondFactorMiddleware:
    """Nobody works in the admin without a second factor, unless this copy says otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.must_set_up(request):
            messages.warning(request, _("管理画面を使うには、二段階認証の設定が必要です。"))
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    @staticmethod
    def must_set_up(request: HttpRequest) -> bool:
        return (
            settings.STAFF_SECOND_FACTOR
            and request.path.startswith("/admin/")
            and request.user.is_authenticated
            and not is_mfa_enabled(request.user)
        )
