"""キャスト審査 in the Wagtail admin: one screen to decide on an entry."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    QueryDict,
)
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import ModelLogEntry

from cast_portal.domain.entry import age_on
from cast_portal.domain.fingerprints import look_alikes
from cast_portal.domain.identity import open_document
from cast_portal.domain.screening import (
    add_note,
    approve_application,
    assign_application,
    decline_application,
    return_application,
)
from cast_portal.domain.screening_stages import hindrance_to, stages_of
from cast_portal.enums import ApplicationStatus, DocumentPart, EntryItem
from cast_portal.forms.screening import (
    ApproveForm,
    AssignForm,
    DeclineForm,
    NoteForm,
    ReturnForm,
)
from cast_portal.models import CastApplication, IdentityDocument
from cast_portal.staff.screening_access import (
    DECIDE_ENTRY,
    VIEW_DOCUMENT,
    PermissionGate,
    signed_in,
)
from kernel.errors import Refusal
from kernel.forms import add_refusal

FORMS: dict[str, type[forms.Form]] = {
    "approve": ApproveForm,
    "return": ReturnForm,
    "decline": DeclineForm,
    "assign": AssignForm,
    "note": NoteForm,
}


def is_past(day: date | None) -> bool:
    return day is not None and day < timezone.localdate()


class EntryView(PermissionGate, WagtailAdminTemplateMixin, TemplateView):
    """The documents beside what was typed, with the three possible decisions."""

    template_name = "cast_portal/screening/entry.html"
    header_icon = "clipboard-list"
    page_title = gettext_lazy("キャスト審査")

    @cached_property
    def application(self) -> CastApplication:
        related = ("desired_rank", "granted_rank", "decided_by", "decline_reason", "assignee")
        entries = CastApplication.objects.select_related(*related, "stage__task")
        return get_object_or_404(entries, public_id=self.kwargs["public_id"])

    def get_page_subtitle(self) -> str:
        return self.application.cast_name or self.application.public_id

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse_lazy("screening:queue"), "label": self.page_title},
            {"url": "", "label": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        application = self.application
        shown_forms = {f"{name}_form": self.form(name) for name in FORMS}
        is_waiting = application.status == ApplicationStatus.SUBMITTED
        is_returned = application.status == ApplicationStatus.RETURNED
        return {
            **super().get_context_data(),
            "application": application,
            "categories": application.categories.all(),
            "terms": application.accepted_terms.all(),
            "asked": self.asked(),
            "documents": self.documents(),
            "look_alikes": look_alikes(application),
            "notes": application.notes.select_related("author"),
            "history": self.history(),
            "stages": stages_of(application),
            "hindrance": self.hindrance() if is_waiting else "",
            "can_decide": self.request.user.has_perm(DECIDE_ENTRY),
            "is_waiting": is_waiting,
            "is_returned": is_returned,
            "is_overdue": is_waiting and is_past(application.due_to),
            "age": application.birth_date and age_on(application.birth_date, timezone.localdate()),
            **shown_forms,
            **kwargs,
        }

    def form(self, name: str, data: QueryDict | None = None) -> forms.Form:
        if name == "note":
            return NoteForm(data)
        form_class: Any = FORMS[name]
        return form_class(data, application=self.application)

    def asked(self) -> list[tuple[str, str]]:
        asked = self.application.requested_items.items()
        return [(str(EntryItem(item).label), text) for item, text in asked]

    def hindrance(self) -> str:
        """Why this person cannot approve here, said before anything has been filled in."""
        return hindrance_to(self.application, signed_in(self.request))

    def documents(self) -> list[IdentityDocument]:
        if not self.request.user.has_perm(VIEW_DOCUMENT):
            return []
        order = list(DocumentPart)
        return sorted(
            self.application.documents.all(), key=lambda one: order.index(DocumentPart(one.part))
        )

    def history(self) -> QuerySet[ModelLogEntry]:
        """The verbs' own rows; Wagtail's would say the same again in its words."""
        entries = ModelLogEntry.objects.for_instance(self.application)
        own = entries.filter(action__startswith="cast_portal.").select_related("user")
        return own.order_by("-timestamp", "-pk")


class DecisionView(EntryView):
    """One POST per verb; a refusal shows the same screen with the message in its place."""

    http_method_names = ["post"]
    permission = DECIDE_ENTRY
    decision = ""
    done: str | Promise = ""
    leads_to = "screening:queue"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(self.decision, request.POST)
        if not form.is_valid():
            return self.shown_again(form)
        try:
            self.decide(form)
        except Refusal as refusal:
            return self.refused(form, refusal)
        messages.success(request, str(self.done) % {"name": self.application.cast_name})
        return HttpResponseRedirect(self.after())

    def after(self) -> str:
        if self.leads_to == "screening:entry":
            return reverse(self.leads_to, args=[self.application.public_id])
        return reverse(self.leads_to)

    def shown_again(self, form: forms.Form) -> HttpResponse:
        context = self.get_context_data(**{f"{self.decision}_form": form})
        return self.render_to_response(context, status=422)

    def refused(self, form: forms.Form, refusal: Refusal) -> HttpResponse:
        """Beside its field; or above the entry as it is now, when the entry is the reason."""
        if refusal.field in form.fields:
            add_refusal(form, refusal)
            return self.shown_again(form)
        messages.error(self.request, str(refusal.message))
        return HttpResponseRedirect(reverse("screening:entry", args=[self.application.public_id]))

    def decide(self, form: Any) -> None:
        raise NotImplementedError


class ApproveView(DecisionView):
    decision = "approve"

    def decide(self, form: ApproveForm) -> None:
        entry = approve_application(
            self.application,
            by=signed_in(self.request),
            seen=form.cleaned_data["seen"],
            rank=form.cleaned_data["rank"],
            checks=form.names,
            now=timezone.now(),
        )
        if entry.status == ApplicationStatus.APPROVED:
            self.done = gettext_lazy(
                "%(name)s さんを承認しました。パスワード設定のご案内をメールでお送りします。"
            )
        else:
            self.done = gettext_lazy("%(name)s さんの応募を、次の段階に進めました。")


class ReturnView(DecisionView):
    decision = "return"
    done = gettext_lazy("%(name)s さんに再提出をお願いしました。")

    def decide(self, form: ReturnForm) -> None:
        return_application(
            self.application,
            by=signed_in(self.request),
            seen=form.cleaned_data["seen"],
            items=form.chosen(),
            message=form.cleaned_data["message"],
            now=timezone.now(),
        )


class DeclineView(DecisionView):
    decision = "decline"
    done = gettext_lazy("%(name)s さんの登録を見送りました。結果をメールでお送りします。")

    def decide(self, form: DeclineForm) -> None:
        decline_application(
            self.application,
            by=signed_in(self.request),
            seen=form.cleaned_data["seen"],
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )


class AssignView(DecisionView):
    decision = "assign"
    done = gettext_lazy("担当者を変更しました。")
    leads_to = "screening:entry"

    def decide(self, form: AssignForm) -> None:
        assign_application(self.application, to=form.cleaned_data["to"], by=signed_in(self.request))


class NoteView(DecisionView):
    decision = "note"
    done = gettext_lazy("内部メモを残しました。")
    leads_to = "screening:entry"

    def decide(self, form: NoteForm) -> None:
        add_note(
            self.application,
            body=form.cleaned_data["body"],
            by=signed_in(self.request),
            now=timezone.now(),
        )


@require_GET
def identity_document(request: HttpRequest, public_id: str) -> HttpResponse:
    """One look at one document: never stored on the way, with the looker's mark, written down."""
    if not request.user.has_perm(VIEW_DOCUMENT):
        raise Http404
    document = get_object_or_404(
        IdentityDocument.objects.select_related("application"), public_id=public_id
    )
    picture = open_document(document, by=signed_in(request), now=timezone.now())
    response = HttpResponse(picture, content_type="image/jpeg")
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = f'inline; filename="{document.public_id}.jpg"'
    return response
