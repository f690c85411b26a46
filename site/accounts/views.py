from typing import Any
from urllib.parse import urlencode

from allauth.account.views import LogoutView
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.cache import never_cache

from accounts.domain.renewal import Renewal, renewals_for
from accounts.domain.terms import record_consents
from accounts.enums import Role
from accounts.forms import RenewalForm
from accounts.gates import SignedInRequest
from accounts.sessions import consent_is_given
from kernel.forms import VerbFormView
from kernel.links import own_address

HOME_OF_ROLE = {
    Role.GUEST: "guest_portal:home",
    Role.CAST: "cast_portal:dashboard",
    Role.STAFF: "wagtailadmin_home",
}


@login_required
def home(request: HttpRequest) -> HttpResponse:
    return redirect(HOME_OF_ROLE[Role(request.user.role)])  # type: ignore[union-attr]


class SignOutView(LogoutView):
    """Drafts of memos and reports must not stay behind on a device that others use too."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().post(*args, **kwargs)
        response["Clear-Site-Data"] = '"storage"'
        return response


@method_decorator(never_cache, name="dispatch")
class ConsentView(VerbFormView):
    """The terms that somebody must accept to go on; shows every time what is current now."""

    request: SignedInRequest
    template_name = "accounts/consent.html"
    form_class = RenewalForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Not `login_required`: that is what sends people here.
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not self.renewals:
            return self.go_on()
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def renewals(self) -> list[Renewal]:
        return renewals_for(self.request.user)

    def go_on(self) -> HttpResponse:
        consent_is_given(self.request.session)
        return redirect(self.get_success_url())

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"renewals": self.renewals}

    def perform(self, form: RenewalForm) -> None:
        record_consents(self.request.user, form.terms, now=timezone.now())
        consent_is_given(self.request.session)

    def get_success_url(self) -> str:
        return own_address(self.request, self.request.GET.get("next")) or reverse("accounts:home")


def admin_login(request: HttpRequest) -> HttpResponse:
    """Stands in front of Wagtail's own sign-in, which knows no second factor and no limits."""
    onward = own_address(request, request.GET.get("next")) or reverse("wagtailadmin_home")
    return redirect(f"{reverse('account_login')}?{urlencode({'next': onward})}")


def admin_password_reset(request: HttpRequest, rest: str = "") -> HttpResponse:
    return redirect("account_reset_password")


def own_address_page(request: HttpRequest) -> HttpResponse:
    return redirect("accounts:address")
