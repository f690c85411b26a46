from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.enums import Role

HOME_OF_ROLE = {
    Role.GUEST: "guest_portal:home",
    Role.CAST: "cast_portal:dashboard",
    Role.STAFF: "wagtailadmin_home",
}


@login_required
def home(request: HttpRequest) -> HttpResponse:
    return redirect(HOME_OF_ROLE[Role(request.user.role)])  # type: ignore[union-attr]


def admin_login(request: HttpRequest) -> HttpResponse:
    """Stands in front of Wagtail's own sign-in, which knows no second factor and no limits."""
    onward = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(
        onward, {request.get_host()}, require_https=request.is_secure()
    ):
        onward = reverse("wagtailadmin_home")
    return redirect(f"{reverse('account_login')}?{urlencode({'next': onward})}")


def admin_password_reset(request: HttpRequest, rest: str = "") -> HttpResponse:
    return redirect("account_reset_password")
