from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from accounts.gates import SignedInRequest
from cast_portal.domain.booking import cancel_reservation
from cast_portal.models import Reservation
from cast_portal.staff.reservations import MAY_CANCEL, ReservationRegister
from kernel.forms import VerbFormView
from talk_rooms.enums import Side

FOR_SIDES = (
    (Side.CAST, gettext_lazy("キャストの都合（予約枠はスケジュールから外れます）")),
    (Side.GUEST, gettext_lazy("ゲストの都合（予約枠はもう一度、予約を受け付けます）")),
    (Side.STAFF, gettext_lazy("運営の都合（予約枠はスケジュールから外れます）")),
)


class StaffCancelForm(forms.Form):
    for_side = forms.TypedChoiceField(
        label=gettext_lazy("どなたの都合ですか"),
        choices=FOR_SIDES,
        coerce=Side,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("どなたの都合によるものかを選んでください。")},
    )
    reason = forms.CharField(
        label=gettext_lazy("キャンセルの理由"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("キャストとゲストの両方に、メールでお知らせします。"),
    )


class StaffCancelView(VerbFormView):
    """The office calls a talk off, also after both sides' deadlines. Only the POST does it."""

    request: SignedInRequest
    template_name = "cast_portal/staff/cancel.html"
    form_class = StaffCancelForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(MAY_CANCEL):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def reservation(self) -> Reservation:
        found = Reservation.objects.select_related("talk__cast", "talk__guest")
        return get_object_or_404(found, talk__public_id=self.kwargs["public_id"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            "reservation": self.reservation,
            "talk": self.reservation.talk,
            "register_url": self.get_success_url(),
            **super().get_context_data(**kwargs),
        }

    def perform(self, form: StaffCancelForm) -> None:
        cancel_reservation(
            self.reservation.talk,
            by=self.request.user,
            side=Side.STAFF,
            for_side=form.cleaned_data["for_side"],
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
        messages.success(self.request, _("トークをキャンセルし、両方の方にお知らせしました。"))

    def get_success_url(self) -> str:
        return reverse(ReservationRegister().url_helper.get_action_url_name("index"))
