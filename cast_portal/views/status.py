"""Behind signed links: where an entry stands, and sending again what was asked for."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from cast_portal.domain.entry_links import (
    application_to_resubmit,
    application_to_show,
    resubmit_link,
    status_link,
)
from cast_portal.domain.held_pictures import HeldPictures
from cast_portal.domain.purging import purge_due_at
from cast_portal.domain.resubmission import resubmit
from cast_portal.domain.withdrawing import was_left_unanswered, withdraw_entry
from cast_portal.enums import ApplicationStatus, DocumentKind, EntryItem
from cast_portal.forms.resubmission import ResubmitForm
from cast_portal.models import CastApplication, CastPortalSettings
from cast_portal.views.entry import HeldPicturesView, LinkView

# Whoever was declined or has withdrawn is at no step of the way.
STEPS = {
    ApplicationStatus.SUBMITTED: 3,
    ApplicationStatus.RETURNED: 3,
    ApplicationStatus.APPROVED: 4,
}


class StatusView(LinkView):
    """The applicant's own page until the result, and after it."""

    http_method_names = ["get", "head"]
    template_name = "cast_portal/entry/status.html"
    form_class = forms.Form

    def find(self, token: str) -> CastApplication:
        return application_to_show(token)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        application = self.application
        waits = application.status == ApplicationStatus.SUBMITTED
        is_asked = application.status == ApplicationStatus.RETURNED
        return super().get_context_data(**kwargs) | {
            "step": STEPS.get(ApplicationStatus(application.status)),
            "is_late": waits and application.due_to and application.due_to < timezone.localdate(),
            "asked": asked_items(application) if is_asked else [],
            "resubmit_link": resubmit_link(application) if is_asked else "",
            "may_withdraw": waits or is_asked,
            "token": self.kwargs["token"],
            "purge_days": CastPortalSettings.load().purge_declined_days,
            "purge_due_at": purge_due_at(application),
            "was_left_unanswered": was_left_unanswered(application),
        }


class WithdrawView(StatusView):
    """Only takes the entry back; a refusal shows the same page with the reason above."""

    http_method_names = ["post"]

    def get_success_url(self) -> str:
        return reverse("cast_portal:entry_status", args=[self.kwargs["token"]])

    def perform(self, form: forms.Form) -> None:
        withdraw_entry(self.application, now=timezone.now())


class ResubmitView(HeldPicturesView, LinkView):
    form_class = ResubmitForm
    template_name = "cast_portal/entry/resubmit.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        found = getattr(self, "application", None)
        if found and found.status != ApplicationStatus.RETURNED and response.status_code == 200:
            return redirect(status_link(found))
        return response

    def find(self, token: str) -> CastApplication:
        return application_to_resubmit(token)

    def held(self) -> HeldPictures:
        return HeldPictures(self.request.session, self.application.public_id)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "application": self.application,
            "now": timezone.now(),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"asked": asked_items(self.application)}

    def get_success_url(self) -> str:
        return status_link(self.application)

    def perform(self, form: ResubmitForm) -> None:
        data = form.cleaned_data
        kind = data.get("document_kind")
        resubmit(
            self.application,
            documents=form.documents(),
            profile_image=data.get("profile_image"),
            document_kind=DocumentKind(kind) if kind else None,
            card_shows_address=data.get("card_shows_address") == "yes",
            details=data,
            now=timezone.now(),
        )


def asked_items(application: CastApplication) -> list[tuple[str, str]]:
    """(what, why) in the applicant's words."""
    asked = application.requested_items.items()
    return [(str(EntryItem(item).label), text) for item, text in asked]
