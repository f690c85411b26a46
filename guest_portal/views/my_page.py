from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.gates import SignedInRequest, guest_required
from cast_portal.domain.bookable import has_profile
from guest_portal.domain.profile import profile_of, profile_version, save_profile
from guest_portal.domain.talks import talks_to_review, upcoming_talks
from guest_portal.forms import ProfileForm
from guest_portal.views.wanted import wanted_path
from kernel.forms import VerbFormView

TALKS_SHOWN = 4


@guest_required
def home(request: SignedInRequest) -> HttpResponse:
    now = timezone.now()
    coming = list(upcoming_talks(request.user, now=now)[:TALKS_SHOWN])
    context = {
        "next_talk": coming[0] if coming else None,
        "later_talks": coming[1:],
        "talks_to_review": list(talks_to_review(request.user, now=now)[:TALKS_SHOWN]),
        "has_profile": has_profile(request.user),
        "wanted_path": wanted_path(request),
    }
    return render(request, "guest_portal/home.html", context)


class ProfileView(VerbFormView):
    request: SignedInRequest
    template_name = "guest_portal/profile.html"
    form_class = ProfileForm

    def get_initial(self) -> dict[str, Any]:
        user = self.request.user
        return {**profile_of(user), "version": profile_version(user)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"wanted_path": wanted_path(self.request), **super().get_context_data(**kwargs)}

    def perform(self, form: ProfileForm) -> None:
        save_profile(self.request.user, **form.values(), seen=form.cleaned_data["version"])
        messages.success(self.request, _("プロフィールを保存しました。"))

    def get_success_url(self) -> str:
        return wanted_path(self.request) or reverse("guest_portal:home")
