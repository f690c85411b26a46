from calendar import SUNDAY, Calendar
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from cast_portal.domain.copying import delete_template, monday_of, plan_by_day, save_template
from cast_portal.domain.grid import day_of
from cast_portal.domain.queries import DayCount, day_counts
from cast_portal.domain.refused import by_reason
from cast_portal.domain.schedule import last_day_on_offer, offer_slots, plan_slots
from cast_portal.forms.schedule_plans import DAY_SOURCE, MonthForm, PlanForm, TemplateForm
from cast_portal.models import CastPortalSettings
from cast_portal.views.offered import tell_offered, told
from cast_portal.views.portal import CastPageMixin
from kernel.errors import Refusal
from kernel.forms import VerbFormView


class MonthView(CastPageMixin, TemplateView):
    template_name = "cast_portal/schedule_month.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = day_of(self.now)
        month = MonthForm(self.request.GET).chosen(today=today)
        return super().get_context_data(
            month=month,
            today=today,
            last=last_day_on_offer(CastPortalSettings.load(), now=self.now),
            weeks=self.weeks(month),
            previous=(month - timedelta(days=1)).replace(day=1),
            following=(month + timedelta(days=31)).replace(day=1),
            **kwargs,
        )

    def weeks(self, month: date) -> list[list[DayCount]]:
        weeks = Calendar(SUNDAY).monthdatescalendar(month.year, month.month)
        first, days = weeks[0][0], 7 * len(weeks)
        counts = {one.day: one for one in day_counts(self.cast, first=first, days=days)}
        return [[counts[day] for day in week] for week in weeks]


class PlanView(CastPageMixin, VerbFormView):
    """What a copy would add, keep and leave out (GET), and the copy itself (POST)."""

    template_name = "cast_portal/schedule_plan.html"
    form_class = PlanForm

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs() | {"cast": self.cast}
        if self.request.method == "GET" and "source" in self.request.GET:
            kwargs["data"] = self.request.GET
        return kwargs

    def get_initial(self) -> dict[str, Any]:
        form = TemplateForm({"name": "-", "date": self.request.GET.get("date", "")})
        asked = form.cleaned_data["date"] if form.is_valid() else day_of(self.now)
        return {"date": asked, "source": DAY_SOURCE, "times": 1}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        if form.is_bound and form.is_valid():
            context |= self.preview(form)
        week_of = form.cleaned_data.get("date") if form.is_bound else form.initial["date"]
        monday = monday_of(week_of or day_of(self.now))
        return context | {
            "templates": form.templates.values(),
            "template_form": TemplateForm(initial={"date": monday.isoformat()}),
            "monday": monday,
            "sunday": monday + timedelta(days=6),
        }

    def preview(self, form: PlanForm) -> dict[str, Any]:
        plan = plan_slots(self.cast, starts=form.starts(), now=self.now)
        sentence = _("%(count)s枠は登録できません（%(times)s）。%(reason)s")
        return {
            "plan": plan,
            "days": plan_by_day(plan),
            "refusals": [told(refused, sentence) for refused in by_reason(plan.refused)],
            "reward_yen": self.cast.rank.reward_yen * len(plan.added),
        }

    def perform(self, form: PlanForm) -> None:
        offered = offer_slots(self.cast, starts=form.starts(), now=self.now)
        tell_offered(self.request, offered)
        days = plan_by_day(offered)
        self.first = days[0].day if days else form.cleaned_data["date"]

    def get_success_url(self) -> str:
        query = urlencode({"month": f"{self.first:%Y-%m}"})
        return f"{reverse('cast_portal:schedule_month')}?{query}"


class SaveTemplateView(CastPageMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        form = TemplateForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("ひな形の名前を30文字以内で入力してください。"))
            return HttpResponseRedirect(plan_url())
        name, week_of = form.cleaned_data["name"], form.cleaned_data["date"]
        try:
            save_template(self.cast, name=name, week_of=week_of)
        except Refusal as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("ひな形「%s」を保存しました。") % name)
        return HttpResponseRedirect(plan_url(week_of))


class DeleteTemplateView(CastPageMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, template_id: int) -> HttpResponse:
        delete_template(self.cast, template_id)
        messages.success(request, _("ひな形を削除しました。"))
        return HttpResponseRedirect(plan_url())


def plan_url(day: date | None = None) -> str:
    query = f"?{urlencode({'date': day.isoformat()})}" if day else ""
    return reverse("cast_portal:schedule_plan") + query
