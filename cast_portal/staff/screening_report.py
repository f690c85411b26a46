"""審査の集計: how many were decided, how, and how long they waited."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from cast_portal.domain.screening_figures import Figures, screening_figures
from cast_portal.forms.screening_report import PeriodForm, latest_months
from cast_portal.staff.screening_access import VIEW_ENTRY, PermissionGate
from cast_portal.staff.screening_chart import draw_chart

TITLE = _("審査の集計")


class ScreeningReportView(
    PermissionGate, SpreadsheetExportMixin, WagtailAdminTemplateMixin, TemplateView
):
    page_title = TITLE
    header_icon = "clipboard-list"
    template_name = "cast_portal/screening/report.html"
    export_filename = "screening-report"
    export_headings = {
        "month": _("月"),
        "decided": _("審査した件数"),
        "approved": _("承認"),
        "declined": _("見送り"),
        "returned": _("再提出のお願い"),
        "approved_share": _("承認率（%）"),
        "median_wait": _("審査日数の中央値（営業日）"),
        "overdue": _("期限超過"),
        "overdue_share": _("期限超過率（%）"),
    }
    list_export = list(export_headings)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def form(self) -> PeriodForm:
        is_chosen = {"first", "last"} & self.request.GET.keys()
        return PeriodForm(self.request.GET if is_chosen else None, initial=latest_months())

    @cached_property
    def figures(self) -> tuple[list[Figures], Figures]:
        """Of the chosen period; of the usual one, where none or an odd one was chosen."""
        period = self.form.cleaned_data if self.form.is_valid() else latest_months()
        return screening_figures(period["first"], period["last"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_export:
            return self.as_spreadsheet(self.figures[0], request.GET["export"])
        return super().get(request, *args, **kwargs)

    def to_row_dict(self, item: Figures) -> dict[str, Any]:
        return {**super().to_row_dict(item), "month": f"{item.month:%Y-%m}"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        months, total = self.figures
        return super().get_context_data(
            form=self.form, months=months, total=total, chart=draw_chart(months), **kwargs
        )


def screening_report_urls() -> list[URLPattern]:
    view = ScreeningReportView.as_view()
    return [path("reports/screening/", view, name="screening_report")]


class ScreeningReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(VIEW_ENTRY)


def screening_report_menu_item() -> MenuItem:
    return ScreeningReportMenuItem(
        TITLE,
        reverse_lazy("screening_report"),
        name="screening-report",
        icon_name="clipboard-list",
        order=500,
    )
