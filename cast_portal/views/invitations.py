from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cast_portal.domain.invitations import (
    accept_invitation,
    decline_invitation,
    invitation_for,
)
from cast_portal.enums import InvitationStatus
from cast_portal.models import RankInvitation
from cast_portal.views.portal import CastPageMixin
from kernel.forms import VerbFormView


class InvitationMixin(CastPageMixin, VerbFormView):
    form_class = forms.Form
    invitation: RankInvitation

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.invitation = invitation_for(self.cast, kwargs["public_id"])

    def get_success_url(self) -> str:
        return reverse("cast_portal:invitation", args=[self.invitation.public_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            invitation=self.invitation, is_open=self.invitation.is_open(self.now), **kwargs
        )


class InvitationView(InvitationMixin):
    """Shows the offer; its one form accepts it."""

    template_name = "cast_portal/invitation.html"

    def perform(self, form: forms.Form) -> None:
        accept_invitation(self.invitation, by=self.cast.user, now=self.now)
        rank = self.invitation.rank.name
        messages.success(self.request, _("%(rank)sランクになりました。") % {"rank": rank})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        status = self.invitation.status
        return super().get_context_data(
            is_accepted=status == InvitationStatus.ACCEPTED,
            is_declined=status == InvitationStatus.DECLINED,
            is_withdrawn=status == InvitationStatus.WITHDRAWN,
            **kwargs,
        )


class DeclineInvitationView(InvitationMixin):
    template_name = "cast_portal/decline_invitation.html"

    def perform(self, form: forms.Form) -> None:
        decline_invitation(self.invitation, by=self.cast.user, now=self.now)
        messages.success(self.request, _("ご案内を辞退しました。ランクはそのままです。"))
