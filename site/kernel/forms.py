from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.generic.edit import FormView

from kernel.errors import Refusal
from kernel.versions import ChangedElsewhere, version_of


class FirstErrorFocused(forms.BoundField):
    """Whoever sent a form that was refused is led to what has to be changed."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        wrong = (name for name in self.form.errors if name in self.form.fields)
        if self.name == next((name for name in wrong if not self.form[name].is_hidden), None):
            attrs["autofocus"] = True
        return attrs


class FieldGroupRenderer(TemplatesSetting):
    """Every form of the site lays its fields out with one template: label, help, error, input."""

    bound_field_class = FirstErrorFocused
    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


def add_refusal(form: forms.BaseForm, refusal: Refusal) -> None:
    """Shows a verb's refusal beside the field it speaks of, or above the form."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, forms.ValidationError(str(refusal.message), code=refusal.code))


class VersionedForm(forms.Form):
    """Names the version it was opened over, for a verb that refuses to write over a newer one."""

    # Not kept over a reload, as Firefox does with what stands in a form.
    version = forms.CharField(
        required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"})
    )

    def compare(self, refusal: ChangedElsewhere) -> None:
        """Shows what is saved beside what was typed; sent again, it is over that version."""
        sent: Any = self.data
        self.data = again = sent.copy()
        again[self.add_prefix("version")] = version_of(refusal.saved)
        typed = self.values()
        for name, value in refusal.saved.items():
            if value != typed[name]:
                words = {"saved": saved_words(self.fields[name], value)}
                self.add_error(name, _("保存されている内容：%(saved)s") % words)

    def values(self) -> dict[str, Any]:
        """What was typed, as the verb keeps it."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "version"}


def saved_words(field: Any, value: Any) -> str:
    if isinstance(value, list):
        value = "、".join(str(label) for one, label in field.choices if one in value)
    return value or _("（空欄）")


class PostedMixin:
    """An address that only takes what is sent to it.

    A GET, as after signing in again on the way, goes where a POST would lead.
    """

    def get_success_url(self) -> str:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(self.get_success_url())


class VerbFormView(FormView):
    """A form whose valid input is handed to one verb; a refusal keeps what was typed."""

    def perform(self, form: Any) -> None:
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.perform(form)
        except Refusal as refusal:
            if isinstance(refusal, ChangedElsewhere):
                form.compare(refusal)
            add_refusal(form, refusal)
            return self.form_invalid(form)
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)
