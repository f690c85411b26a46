from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.enums import Role

HOME_OF_ROLE = {
    Role.GUEST: "guest_portal:home",
    Role.CAST: "cast_portal:dashboard",
    Role.STAFF: "wagtailadmin_home",
}


@login_required
def home(request: HttpRequest) -> HttpResponse:
    return redirect(HOME_OF_ROLE[Role(request.user.role)])  # type: ignore[union-attr]
