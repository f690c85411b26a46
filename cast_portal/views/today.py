from typing import Any

from django.contrib import messages
from django.urls import reverse_lazy
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cast_portal.domain.breaks import take_break
from cast_portal.domain.grid import DAY, day_of, midnight
from cast_portal.domain.queries import on_day, reports_due, reservations_of
from cast_portal.domain.stages import rows_of
from cast_portal.enums import Stage
from cast_portal.forms.today import BreakForm
from cast_portal.models import Slot
from cast_portal.views.portal import CastPageMixin
from kernel.forms import VerbFormView


class TodayView(CastPageMixin, VerbFormView):
    """The console of a day with talks back to back; its one form takes a break."""

    template_name = "cast_portal/today.html"
    form_class = BreakForm
    success_url = reverse_lazy("cast_portal:today")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = reservations_of(self.cast)
        today = on_day(mine, day_of(self.now)).order_by("talk__starts_at")
        rows = rows_of(today, now=self.now)
        coming = [row for row in rows if row.stage == Stage.UPCOMING]
        return super().get_context_data(
            rows=rows,
            running=next((row for row in rows if row.stage == Stage.RUNNING), None),
            next_row=coming[0] if coming else None,
            due=reports_due(mine, now=self.now),
            free=self.free_slots(),
            **kwargs,
        )

    def free_slots(self) -> int:
        end = midnight(day_of(self.now)) + DAY
        free = Slot.objects.filter(cast=self.cast, talk__isnull=True)
        return free.filter(starts_at__gt=self.now, starts_at__lt=end).count()

    def perform(self, form: BreakForm) -> None:
        until = form.until(now=self.now)
        released = take_break(self.cast, by=self.cast.user, until=until, now=self.now)
        time = date_format(localtime(until), "G:i")
        if released:
            text = _("%(time)sまでの空いている枠を%(count)s件解除しました。予約はそのままです。")
            messages.success(self.request, text % {"time": time, "count": released})
        else:
            messages.info(self.request, _("この時間に、空いている枠はありませんでした。"))
