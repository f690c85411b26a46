from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from cast_portal.domain.breaks import free_slots, stretches, take_break
from cast_portal.domain.queries import reports_due, reservations_of
from cast_portal.domain.run_sheet import todays_sheet
from cast_portal.enums import Stage
from cast_portal.forms.today import BreakForm, TakeBreakForm
from cast_portal.views.portal import CastPageMixin
from kernel.dates import time_of_end
from kernel.forms import VerbFormView

TODAY = reverse_lazy("cast_portal:today")


class TodayView(CastPageMixin, TemplateView):
    """The console of a day with talks back to back."""

    template_name = "cast_portal/today.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheet = todays_sheet(self.cast, now=self.now)
        running = [row for row in sheet.ahead if row.stage == Stage.RUNNING]
        coming = [row for row in sheet.ahead if row.stage == Stage.UPCOMING]
        return super().get_context_data(
            sheet=sheet,
            running=running[0] if running else None,
            next_row=coming[0] if coming else None,
            due=reports_due(reservations_of(self.cast), now=self.now),
            form=BreakForm(now=self.now),
            **kwargs,
        )


class BreakView(CastPageMixin, VerbFormView):
    """Shows what a break of `?length=` would release, and takes it."""

    template_name = "cast_portal/break.html"
    form_class = TakeBreakForm
    success_url = TODAY
    until: datetime

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = BreakForm(request.GET, now=self.now)
        if not asked.is_valid():
            return HttpResponseRedirect(str(TODAY))
        self.until = asked.until()
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"until": self.until.isoformat()} if self.request.method == "GET" else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        free = stretches(free_slots(self.cast, until=self.until, now=self.now))
        count = sum(one.count for one in free)
        return super().get_context_data(until=self.until, free=free, count=count, **kwargs)

    def perform(self, form: TakeBreakForm) -> None:
        until = form.cleaned_data["until"]
        released = take_break(self.cast, by=self.cast.user, until=until, now=self.now)
        if released:
            time = time_of_end(until, self.now)
            text = _("%(time)sまでの空いている枠を%(count)s件解除しました。予約はそのままです。")
            messages.success(self.request, text % {"time": time, "count": released})
        else:
            messages.info(self.request, _("この時間に、空いている枠はありませんでした。"))

    def form_invalid(self, form: TakeBreakForm) -> HttpResponse:
        return HttpResponseRedirect(str(TODAY))
