"""What people settle about their own account, whichever their role is."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_ratelimit.core import is_ratelimited

from accounts.device_marks import key_of
from accounts.domain.address_changes import (
    ask_address_change,
    cancel_address_change,
    change_behind,
    confirm_address,
    open_change_of,
)
from accounts.domain.devices import sign_out, sign_out_others, signed_in_devices
from accounts.domain.errors import AddressRefused
from accounts.domain.export import export_person
from accounts.domain.leaving import hindrances_for, leave
from accounts.enums import AddressSide, Role
from accounts.forms import AddressForm, LeavingForm
from accounts.gates import SignedInRequest, member_required, password_required
from accounts.models import User
from kernel.forms import VerbFormView

ADDRESS_RATE = "10/d"
EXPORT_RATE = "5/h"


@require_safe
@never_cache
@login_required
def account(request: SignedInRequest) -> HttpResponse:
    now = timezone.now()
    context = {
        "devices": signed_in_devices(request.user, now=now).count(),
        "change": open_change_of(request.user, now=now),
        "has_second_factor": is_mfa_enabled(request.user),
        "is_member": request.user.role != Role.STAFF,
    }
    return render(request, "accounts/account.html", context)


# --- the mail address


@method_decorator([never_cache, password_required], name="dispatch")
class AddressView(VerbFormView):
    request: SignedInRequest
    template_name = "accounts/address.html"
    form_class = AddressForm
    success_url = reverse_lazy("accounts:address")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        change = open_change_of(self.request.user, now=timezone.now())
        return super().get_context_data(change=change, **kwargs)

    def perform(self, form: AddressForm) -> None:
        refuse_busy(self.request)
        new_email = form.cleaned_data["new_email"]
        ask_address_change(self.request.user, new_email=new_email, now=timezone.now())
        messages.success(self.request, _("確認のメールを両方のアドレスにお送りしました。"))


def refuse_busy(request: HttpRequest) -> None:
    """Nobody fills other people's letter boxes from here."""
    if is_ratelimited(
        request, group="accounts.address", key="user", rate=ADDRESS_RATE, increment=True
    ):
        raise AddressRefused(
            "too_many_changes",
            _("変更のお申し込みが続いたため、受付を一時停止しました。明日以降にお試しください。"),
        )


@require_POST
@login_required
def cancel_address(request: SignedInRequest) -> HttpResponse:
    cancel_address_change(request.user)
    messages.success(request, _("メールアドレスの変更を取り消しました。"))
    return redirect("accounts:address")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def confirm(request: HttpRequest, side: str, token: str) -> HttpResponse:
    """Behind a mailed link, for whoever reads the mails of that address; programs that look at
    links beforehand press no button."""
    end, now = AddressSide(side), timezone.now()
    change = change_behind(end, token, now=now)
    user: User | None = None
    if change and request.method == "POST":
        user = confirm_address(change, end, now=now)
    context = {"change": change, "side": end, "is_done": user is not None, "changed": user}
    if user and change:
        context["is_changed"] = user.email == change.new_email
    return render(request, "accounts/confirm_address.html", context)


# --- devices


@require_safe
@never_cache
@login_required
def devices(request: SignedInRequest) -> HttpResponse:
    found = list(signed_in_devices(request.user, now=timezone.now()))
    key = key_of(request)
    here = [device for device in found if device.session_key == key]
    others = [device for device in found if device.session_key != key]
    return render(request, "accounts/devices.html", {"here": here, "others": others})


@require_POST
@login_required
def sign_out_device(request: SignedInRequest, public_id: str) -> HttpResponse:
    device = get_object_or_404(request.user.devices, public_id=public_id)
    if device.session_key == key_of(request):
        return redirect("account_logout")
    sign_out(request.user.devices.filter(pk=device.pk))
    messages.success(request, _("選んだ端末をログアウトしました。"))
    return redirect("accounts:devices")


@require_POST
@login_required
def sign_out_all_others(request: SignedInRequest) -> HttpResponse:
    sign_out_others(request.user, kept=key_of(request))
    messages.success(request, _("この端末のほかは、すべてログアウトしました。"))
    return redirect("accounts:devices")


# --- one's own data, and the way out


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@member_required
@password_required
def export(request: SignedInRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "accounts/export.html")
    if is_ratelimited(
        request, group="accounts.export", key="user", rate=EXPORT_RATE, increment=True
    ):
        messages.error(request, _("ダウンロードが続いています。1時間ほどおいてお試しください。"))
        return redirect("accounts:export")
    response = HttpResponse(export_person(request.user), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="sashitalk-data.zip"'
    return response


@method_decorator([never_cache, member_required, password_required], name="dispatch")
class LeaveView(VerbFormView):
    request: SignedInRequest
    template_name = "accounts/leave.html"
    form_class = LeavingForm
    success_url = reverse_lazy("accounts:left")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        hindrances = hindrances_for(self.request.user, now=timezone.now())
        return super().get_context_data(hindrances=hindrances, **kwargs)

    def perform(self, form: LeavingForm) -> None:
        leave(self.request.user, now=timezone.now())
        logout(self.request)


@require_safe
def left(request: HttpRequest) -> HttpResponseBase:
    return render(request, "accounts/left.html")
