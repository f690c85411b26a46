"""The register of published terms, and the one move on it: asking for consent anew."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn

from accounts.domain.renewal import (
    ask_for_renewed_consent,
    is_current,
    people_to_ask,
    roles_concerned,
    with_consent_counts,
)
from accounts.enums import TermsKind
from accounts.models import TermsVersion
from kernel.verb_registers import (
    MoveView,
    RegisterIndexView,
    RegisterInspectView,
    RegisterViewSet,
)


class TermsIndexView(RegisterIndexView):
    def get_base_queryset(self) -> QuerySet[TermsVersion]:
        return with_consent_counts(super().get_base_queryset().defer("body_html"))


class TermsInspectView(RegisterInspectView):
    page_title = _("規約の版")

    def get_object(self, queryset: QuerySet[Any] | None = None) -> TermsVersion:
        return get_object_or_404(with_consent_counts(TermsVersion.objects.all()), pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(is_current=is_current(self.object), **kwargs)


class AskView(MoveView):
    """Says what it will do to how many people (GET), and does it (POST)."""

    page_title = _("再同意をお願いする")
    done = _("次のログイン時に、再同意をお願いするようにしました。")
    template_name = "cms_pages/staff/ask_for_consent.html"

    @property
    def submit_label(self) -> str:
        return gettext("%(people)d人にお願いする") % {"people": self.people}

    @property
    def people(self) -> int:
        return people_to_ask(self.object).count()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        roles = roles_concerned(TermsKind(self.object.kind))
        whom = "・".join(str(role.label) for role in roles)
        return super().get_context_data(whom=whom, **kwargs)

    def perform(self, form: forms.Form) -> None:
        ask_for_renewed_consent(self.object, by=self.request.user, now=timezone.now())


class TermsVersionViewSet(RegisterViewSet):
    model = TermsVersion
    name = "terms_versions"
    icon = "doc-full"
    index_view_class = TermsIndexView
    inspect_view_class = TermsInspectView
    inspect_template_name = "cms_pages/staff/terms_version.html"
    list_display = [
        "title",
        Column("version", label=_("版"), sort_key="version"),
        DateColumn("published_at", label=_("公開日時"), sort_key="published_at"),
        Column(
            "consented",
            label=_("同意した方"),
            accessor=lambda one: (
                gettext("%(consented)d / %(concerned)d人")
                % {"consented": one.consented, "concerned": one.concerned}
            ),
        ),
        DateColumn("renewal_asked_at", label=_("再同意のお願い"), sort_key="renewal_asked_at"),
    ]
    list_filter = ["kind"]
    moves = {"ask": AskView}
