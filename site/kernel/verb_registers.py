"""Registers whose rows verbs make and change: a list, one page per row, moves by POST only."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from kernel.errors import Refusal
from kernel.forms import VerbFormView


class RegisterIndexView(IndexView):
    table_classname = "listing staff-table"
    related: tuple[str, ...] = ()

    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().select_related(*self.related)


class RegisterInspectView(InspectView):
    page_title = _("詳細")
    header_icon = ""
    related: tuple[str, ...] = ()

    def get_object(self, queryset: QuerySet[Model] | None = None) -> Model:
        rows = self.model._default_manager.select_related(*self.related)
        return get_object_or_404(rows, pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            can_change=self.user_has_permission("change"), entries=self.log_entries(), **kwargs
        )

    def get_fields(self) -> list[str]:
        """None of the stock list: each register's own page says what it shows."""
        return []

    def log_entries(self) -> QuerySet[ModelLogEntry]:
        entries = registry.get_logs_for_instance(self.object)
        return entries.select_related("user").order_by("timestamp", "pk")


class MoveView(PermissionCheckedMixin, WagtailAdminTemplateMixin, VerbFormView):
    """One verb on one row. A move that asks something has a page for its form."""

    # The admin lets in nobody who is not signed in, which the type of a request cannot say.
    request: Any
    model: Any = None
    permission_required = "change"
    template_name = "kernel/staff/move.html"
    form_class = forms.Form
    _show_breadcrumbs = True
    index_url_name = ""
    inspect_url_name = ""
    header_icon = ""
    submit_label: Any = ""
    done: Any = ""
    is_grave = False

    @cached_property
    def object(self) -> Any:
        return get_object_or_404(self.model, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(self.model._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": self.get_success_url(), "label": str(self.object)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_success_url(self) -> str:
        return reverse(self.inspect_url_name, args=[self.object.pk])

    def form_valid(self, form: forms.Form) -> HttpResponse:
        response = super().form_valid(form)
        if response.status_code == 302:
            messages.success(self.request, self.done)
        return response


class PlainMoveView(MoveView):
    """A move that asks nothing: a button, and a refusal is said on the page it came from."""

    http_method_names = ["post"]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            self.perform(form)
        except Refusal as refusal:
            messages.error(self.request, str(refusal.message))
        else:
            messages.success(self.request, self.done)
        return HttpResponseRedirect(self.get_success_url())


class RegisterViewSet(ModelViewSet):
    """Rows are made and changed by verbs, so the stock forms for that do not exist here."""

    index_view_class = RegisterIndexView
    inspect_view_class = RegisterInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    search_backend_name = None
    list_per_page = 50
    related: tuple[str, ...] = ()
    moves: dict[str, type[MoveView]] = {}

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        stock = ("add", "edit", "delete", "history", "usage")
        unused = {f"{name}_url_name": None for name in stock}
        return super().get_common_view_kwargs(**{**unused, "related": self.related, **kwargs})

    @property
    def url_finder_class(self) -> type[ModelAdminURLFinder]:
        name = self.get_url_name("inspect")
        return type("RowURLFinder", (ModelAdminURLFinder,), {"edit_url_name": name})

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
            *(
                path(f"<int:pk>/{name}/", self.construct_view(view), name=name)
                for name, view in self.moves.items()
            ),
        ]
