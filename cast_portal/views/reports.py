from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cast_portal.domain.reports import file_report, suggested_outcome
from cast_portal.enums import Outcome, ReportStatus, Stage
from cast_portal.forms.report import ReportForm
from cast_portal.views.kept_words import keep_for_office
from cast_portal.views.talks import ReservationMixin
from kernel.forms import VerbFormView


class ReportView(ReservationMixin, VerbFormView):
    template_name = "cast_portal/report.html"
    form_class = ReportForm

    def get_initial(self) -> dict[str, Any]:
        return {"outcome": suggested_outcome(self.reservation.talk).value}

    def perform(self, form: ReportForm) -> None:
        report = file_report(
            self.reservation.talk,
            by=self.cast.user,
            outcome=Outcome(form.cleaned_data["outcome"]),
            rating=form.cleaned_data["rating"],
            impressions=form.cleaned_data["impressions"],
            now=self.now,
        )
        thanks = _("完了報告を送信しました。おつかれさまでした。")
        if report.status == ReportStatus.HELD:
            thanks = _("完了報告を受け付けました。事務局が接続の記録を確認してから確定します。")
        messages.success(self.request, thanks)

    def form_invalid(self, form: ReportForm) -> HttpResponse:
        if self.stage == Stage.UNREPORTED:
            words = form.data.get("impressions", "")
            keep_for_office(self.request, self.reservation.talk.public_id, words)
        return super().form_invalid(form)

    def get_success_url(self) -> str:
        return reverse("cast_portal:talk", args=[self.reservation.talk.public_id])
