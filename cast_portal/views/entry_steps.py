"""The steps of an entry, over the draft that this browser's session has opened by its link."""

from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View

from cast_portal.domain.drafts import (
    Answers,
    entry_of,
    first_unfinished,
    kept_pictures,
    pause_draft,
    save_step,
    submit_entry,
)
from cast_portal.domain.entry_links import status_link
from cast_portal.domain.identity import read_decrypted
from cast_portal.enums import DocumentPart, EntryStep
from cast_portal.forms.entry import (
    AboutForm,
    ActivityForm,
    ConfirmForm,
    ConsentForm,
    DocumentsForm,
    StepForm,
)
from cast_portal.models import CastApplication, CastPortalSettings, EntryDraft
from cast_portal.views.entry import refuse_busy_client
from kernel.errors import Refusal
from kernel.forms import VerbFormView, add_refusal

DRAFT, RECEIPT, PAUSED = "entry_draft", "entry_receipt", "entry_paused"


def draft_of(request: HttpRequest) -> EntryDraft | None:
    public_id = request.session.get(DRAFT)
    if public_id is None:
        return None
    now = timezone.now()
    return EntryDraft.objects.filter(public_id=public_id, expires_at__gt=now).first()


def keep_draft(request: HttpRequest, draft: EntryDraft) -> None:
    # A new key, so that nobody who knows the old one comes along.
    request.session.cycle_key()
    request.session[DRAFT] = draft.public_id


def address_of(step: str) -> str:
    return reverse(f"cast_portal:entry_{step}")


def go_on(draft: EntryDraft) -> str:
    return address_of(first_unfinished(draft))


@method_decorator(never_cache, name="dispatch")
class StepView(VerbFormView):
    """What is typed is saved by every way out of the page: on, back, another step, a pause."""

    step: EntryStep
    draft: EntryDraft

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        draft = draft_of(request)
        if draft is None:
            has_sent = RECEIPT in request.session
            return redirect("cast_portal:entry_sent" if has_sent else "cast_portal:entry")
        self.draft, self.reached = draft, first_unfinished(draft)
        if is_later(self.step, self.reached):
            return redirect(address_of(self.reached))
        try:
            return super().dispatch(request, *args, **kwargs)
        except EntryDraft.DoesNotExist:  # Handed in from another window meanwhile.
            return redirect("cast_portal:entry")

    def get_template_names(self) -> list[str]:
        return [f"cast_portal/entry/{self.step}.html"]

    def get_success_url(self) -> str:
        return go_on(self.draft)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "draft": self.draft,
            "step": self.step,
            "steps": [
                {
                    "label": step.label,
                    "url": None if is_later(step, self.reached) else address_of(step),
                    "is_current": step == self.step,
                }
                for step in EntryStep
            ],
            "number": list(EntryStep).index(self.step) + 1,
            "before": step_before(self.step),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        go = request.POST.get("go")
        if go == "pause":
            self.save_what_is_valid()
            return self.pause()
        if go in EntryStep.values:
            self.save_what_is_valid()
            return redirect(address_of(go))
        return super().post(request, *args, **kwargs)

    def save_what_is_valid(self) -> None:
        """Nothing to save on a page without fields."""

    def pause(self) -> HttpResponse:
        pause_draft(self.draft, now=timezone.now())
        session = self.request.session
        session[PAUSED] = {
            "address": self.draft.email,
            "until": self.draft.expires_at.isoformat(),
        }
        # Whoever uses this device next must not find a draft with a passport in it.
        del session[DRAFT]
        return redirect("cast_portal:entry_paused")


def is_later(step: EntryStep, reached: EntryStep) -> bool:
    order = list(EntryStep)
    return order.index(step) > order.index(reached)


def step_before(step: EntryStep) -> EntryStep | None:
    order = list(EntryStep)
    return order[order.index(step) - 1] if order.index(step) else None


class FormStepView(StepView):
    """A step in which something is typed or chosen."""

    def get_initial(self) -> dict[str, Any]:
        return dict(Answers(self.draft).of(self.step))

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"now": timezone.now()}

    def perform(self, form: StepForm) -> None:
        self.save(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        self.save(form)
        return super().form_invalid(form)

    def save_what_is_valid(self) -> None:
        form = self.get_form()
        form.is_valid()
        self.save(form)

    def save(self, form: StepForm) -> None:
        self.draft = save_step(
            self.draft,
            self.step,
            form.values(),
            pictures=form.new_pictures(),
            is_done=form.is_valid(),
            now=timezone.now(),
        )
        self.reached = first_unfinished(self.draft)


class ConsentView(FormStepView):
    step = EntryStep.CONSENT
    form_class = ConsentForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`has_changed`: newer terms were published after the applicant had agreed."""
        done = self.step in Answers(self.draft).done
        has_changed = done and self.reached == self.step
        return super().get_context_data(**kwargs) | {"has_changed": has_changed}


class AboutView(FormStepView):
    step = EntryStep.ABOUT
    form_class = AboutForm


class ActivityView(FormStepView):
    step = EntryStep.ACTIVITY
    form_class = ActivityForm


class DocumentsView(FormStepView):
    step = EntryStep.DOCUMENTS
    form_class = DocumentsForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"held": kept_pictures(self.draft)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            refuse_busy_client(request)
        except Refusal as refusal:
            return self.refused_unread(refusal)
        return super().post(request, *args, **kwargs)

    def refused_unread(self, refusal: Refusal) -> HttpResponse:
        """No word about the pictures: nobody has looked at them."""
        form = self.get_form_class()(**self.get_form_kwargs() | {"files": None})
        form.errors.clear()
        add_refusal(form, refusal)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def form_invalid(self, form: Any) -> HttpResponse:
        if form.is_other_kind() and form.values() and not form.files:
            # Only the kind has been chosen: the page comes back with the pictures it asks for.
            self.save(form)
            return redirect(address_of(self.step) + "#pictures")
        response = super().form_invalid(form)
        form.show_held(set(form.new_pictures()))
        return response


class CheckView(StepView):
    """Everything at a glance, and the button that hands it in."""

    step = EntryStep.CHECK
    form_class = ConfirmForm

    def perform(self, form: Form) -> None:
        application = submit_entry(self.draft, now=timezone.now())
        if application:
            self.request.session.pop(DRAFT, None)
            self.request.session[RECEIPT] = application.public_id

    def form_invalid(self, form: Form) -> HttpResponse:
        if first_unfinished(self.draft) != self.step:
            return redirect(go_on(self.draft))
        return super().form_invalid(form)

    def get_success_url(self) -> str:
        return reverse("cast_portal:entry_sent")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entry = entry_of(self.draft)
        pictures = [(part.label, part.value) for part in DocumentPart if part in entry.documents]
        return super().get_context_data(**kwargs) | {
            "entry": entry,
            "pictures": pictures,
            "rules": CastPortalSettings.load(),
        }


@method_decorator(never_cache, name="dispatch")
class PictureView(View):
    """A picture of the draft that this session has opened."""

    def get(self, request: HttpRequest, field: str) -> HttpResponse:
        draft = draft_of(request)
        name = kept_pictures(draft).get(field) if draft else None
        if name is None:
            raise Http404
        headers = {"X-Content-Type-Options": "nosniff", "Content-Disposition": "inline"}
        return HttpResponse(read_decrypted(name), content_type="image/jpeg", headers=headers)


@method_decorator(never_cache, name="dispatch")
class PausedView(TemplateView):
    template_name = "cast_portal/entry/paused.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if PAUSED not in request.session:
            return redirect("cast_portal:entry")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        paused = self.request.session[PAUSED]
        until = datetime.fromisoformat(paused["until"])
        return super().get_context_data(**kwargs) | {"address": paused["address"], "until": until}


@method_decorator(never_cache, name="dispatch")
class SentView(TemplateView):
    template_name = "cast_portal/entry/sent.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        receipt = request.session.get(RECEIPT)
        application = CastApplication.objects.filter(public_id=receipt).first()
        if application is None:
            return redirect("cast_portal:entry")
        link = status_link(application)
        return super().get(request, *args, application=application, status_link=link, **kwargs)
