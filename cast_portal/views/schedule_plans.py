from calendar import SUNDAY, Calendar
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from cast_portal.domain.copying import delete_template, monday_of, plan_by_day, save_template
from cast_portal.domain.grid import day_of
from cast_portal.domain.queries import DayCount, day_counts
from cast_portal.domain.refused import by_reason
from cast_portal.domain.schedule import (
    booking_opens_at,
    last_day_on_offer,
    offer_slots,
    plan_slots,
)
from cast_portal.forms.schedule_plans import DAY_SOURCE, MonthForm, PlanForm, TemplateForm
from cast_portal.models import CastPortalSettings
from cast_portal.views.offered import tell_offered, told
from cast_portal.views.portal import CastPageMixin
from kernel.forms import PostedMixin, VerbFormView


class MonthView(CastPageMixin, TemplateView):
    template_name = "cast_portal/schedule_month.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today, rules = day_of(self.now), CastPortalSettings.load()
        month = MonthForm(self.request.GET).chosen(today=today)
        return super().get_context_data(
            month=month,
            today=today,
            last=last_day_on_offer(rules, now=self.now),
            weeks=self.weeks(month, opens_at=booking_opens_at(rules, now=self.now)),
            previous=(month - timedelta(days=1)).replace(day=1),
            following=(month + timedelta(days=31)).replace(day=1),
            **kwargs,
        )

    def weeks(self, month: date, *, opens_at: datetime) -> list[list[DayCount]]:
        weeks = Calendar(SUNDAY).monthdatescalendar(month.year, month.month)
        first, days = weeks[0][0], 7 * len(weeks)
        counts = day_counts(self.cast, first=first, days=days, opens_at=opens_at)
        by_day = {one.day: one for one in counts}
        return [[by_day[day] for day in week] for week in weeks]


class PlanPage(CastPageMixin, VerbFormView):
    """One page for copies and templates; each of its two forms posts to an address of its own."""

    template_name = "cast_portal/schedule_plan.html"

    def forms(self, form: PlanForm, template_form: TemplateForm) -> dict[str, Any]:
        return {"form": form, "template_form": template_form, "templates": form.templates.values()}

    def week(self, day: date | None) -> dict[str, date]:
        """The week that a new template would keep: that of `day` if one could be read."""
        monday = monday_of(day or day_of(self.now))
        return {"monday": monday, "sunday": monday + timedelta(days=6)}


class PlanView(PlanPage):
    """What a copy would add, keep and leave out (GET), and the copy itself (POST)."""

    form_class = PlanForm

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs() | {"cast": self.cast}
        if self.request.method == "GET" and "source" in self.request.GET:
            kwargs["data"] = self.request.GET
        return kwargs

    def get_initial(self) -> dict[str, Any]:
        form = TemplateForm({"name": "-", "date": self.request.GET.get("date", "")})
        asked = form.cleaned_data["date"] if form.is_valid() else day_of(self.now)
        return first_plan(asked)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        if form.is_bound and form.is_valid():
            context |= self.preview(form)
        week = self.week(form.cleaned_data.get("date") if form.is_bound else form.initial["date"])
        template_form = TemplateForm(initial={"date": week["monday"].isoformat()})
        return context | week | self.forms(form, template_form)

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


class SaveTemplateView(PostedMixin, PlanPage):
    form_class = TemplateForm
    week_of: date | None = None

    def perform(self, form: TemplateForm) -> None:
        name, self.week_of = form.cleaned_data["name"], form.cleaned_data["date"]
        save_template(self.cast, name=name, week_of=self.week_of)
        messages.success(self.request, _("ひな形「%s」を保存しました。") % name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        template_form = context["form"]
        week = self.week(template_form.cleaned_data.get("date"))
        form = PlanForm(cast=self.cast, initial=first_plan(week["monday"]))
        return context | week | self.forms(form, template_form)

    def get_success_url(self) -> str:
        return plan_url(self.week_of)


class DeleteTemplateView(PostedMixin, CastPageMixin):
    def post(self, request: HttpRequest, template_id: int) -> HttpResponse:
        delete_template(self.cast, template_id)
        messages.success(request, _("ひな形を削除しました。"))
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self) -> str:
        return plan_url()


def first_plan(day: date) -> dict[str, Any]:
    return {"date": day, "source": DAY_SOURCE, "times": 1}


def plan_url(day: date | None = None) -> str:
    query = f"?{urlencode({'date': day.isoformat()})}" if day else ""
    return reverse("cast_portal:schedule_plan") + query
