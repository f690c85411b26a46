from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from cast_portal.domain.images import document_picture, portrait_picture
from kernel.errors import Refusal

PICTURES = "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,.heif"
TURNS = {"90": 90, "180": 180, "270": 270}


@contextmanager
def refusal_beside_field() -> Iterator[None]:
    """Inside a form's own cleaning: a refusal becomes the message of the field being cleaned."""
    try:
        yield
    except Refusal as refusal:
        raise forms.ValidationError(str(refusal.message), code=refusal.code) from refusal


class PictureInput(forms.FileInput):
    """Two ways to one picture: a file, or on phones the camera; and how far it is to be turned.

    `is_held` when a picture chosen earlier is kept, so that none has to be chosen now;
    `preview_url` shows it.
    """

    template_name = "cast_portal/entry/picture_input.html"
    is_held = False
    preview_url = ""

    def __init__(self, *, accept: str, camera: str) -> None:
        super().__init__({"accept": accept})
        self.camera = camera

    def use_required_attribute(self, initial: Any) -> bool:
        # The camera's input may have the file, which a browser could not know.
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "is_held": self.is_held,
            "preview_url": self.preview_url,
            "camera": self.camera,
        }
        return context

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Mapping[str, Any], name: str
    ) -> UploadedFile | None:
        upload = files.get(name) or files.get(f"{name}_camera")
        if upload is not None:
            upload.turn = TURNS.get(data.get(f"{name}_turn", ""), 0)
        return upload

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: Mapping[str, Any], name: str
    ) -> bool:
        return name not in files and f"{name}_camera" not in files


class PictureField(forms.FileField):
    """Cleans to JPEG bytes as `prepare` makes them; its initial value is such bytes, too."""

    accept = PICTURES
    camera = "environment"

    def __init__(self, **kwargs: Any) -> None:
        messages = {
            "required": _("画像を添付してください。"),
            "empty": _("ファイルの中身が空です。選び直してください。"),
        }
        widget = PictureInput(accept=self.accept, camera=self.camera)
        super().__init__(error_messages=messages, widget=widget, **kwargs)

    def prepare(self, upload: IO[bytes], *, turn: int) -> bytes:
        raise NotImplementedError

    def clean(self, data: Any, initial: Any = None) -> bytes | None:
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile) or upload.file is None:
            return upload
        with refusal_beside_field():
            return self.prepare(upload.file, turn=getattr(upload, "turn", 0))


class DocumentField(PictureField):
    accept = f"{PICTURES},application/pdf,.pdf"

    def prepare(self, upload: IO[bytes], *, turn: int) -> bytes:
        return document_picture(upload, turn=turn)


class PortraitField(PictureField):
    camera = "user"

    def prepare(self, upload: IO[bytes], *, turn: int) -> bytes:
        return portrait_picture(upload, turn=turn)


class HeldPicturesMixin:
    """For forms whose pictures survive a refusal. `held` is what has been kept until now."""

    files: MultiValueDict[str, UploadedFile]
    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    @property
    def picture_names(self) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field, PictureField)]

    def show_held(self, names: set[str]) -> None:
        for name in names.intersection(self.picture_names):
            self.fields[name].widget.is_held = True

    def chosen_pictures(self) -> set[str]:
        """The fields whose picture was accepted just now."""
        sent = {name.removesuffix("_camera") for name in self.files}
        return sent.intersection(self.accepted_pictures())

    def accepted_pictures(self) -> dict[str, bytes]:
        found = {name: self.cleaned_data.get(name) for name in self.picture_names}
        return {name: content for name, content in found.items() if content}
