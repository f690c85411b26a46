from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kernel.errors import Refusal


@contextmanager
def refusal_beside_field() -> Iterator[None]:
    """Inside a form's own cleaning: a refusal becomes the message of the field being cleaned."""
    try:
        yield
    except Refusal as refusal:
        raise forms.ValidationError(str(refusal.message), code=refusal.code) from refusal


class PictureInput(forms.FileInput):
    """`is_held` when a picture chosen earlier is kept, so that none has to be chosen now."""

    template_name = "cast_portal/entry/picture_input.html"
    is_held = False

    def __init__(self) -> None:
        super().__init__({"accept": "image/jpeg,image/png,image/webp", "data-picture": ""})

    def use_required_attribute(self, initial: Any) -> bool:
        return not self.is_held and super().use_required_attribute(initial)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["is_held"] = self.is_held
        return context


class PictureField(forms.FileField):
    """Cleans to JPEG bytes made by `prepare`; its initial value is such bytes, too."""

    widget = PictureInput

    def __init__(self, *, prepare: Callable[[IO[bytes]], bytes], **kwargs: Any) -> None:
        messages = {
            "required": _("画像を添付してください。"),
            "empty": _("ファイルの中身が空です。選び直してください。"),
        }
        super().__init__(error_messages=messages, **kwargs)
        self.prepare = prepare

    def clean(self, data: Any, initial: Any = None) -> bytes | None:
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile) or upload.file is None:
            return upload
        with refusal_beside_field():
            return self.prepare(upload.file)


class HeldPicturesMixin:
    """For forms whose pictures survive a refusal. `held` is what has been kept until now."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    @property
    def picture_names(self) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field, PictureField)]

    def show_held(self, names: set[str]) -> None:
        for name in names.intersection(self.picture_names):
            self.fields[name].widget.is_held = True

    def accepted_pictures(self) -> dict[str, bytes]:
        found = {name: self.cleaned_data.get(name) for name in self.picture_names}
        return {name: content for name, content in found.items() if content}
