from typing import IO, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cast_portal.domain.cropping import Square
from cast_portal.domain.images import MIN_SIDE, gallery_picture
from cast_portal.enums import PictureMove
from cast_portal.forms.pictures import PictureField


class GalleryField(PictureField):
    camera = "user"

    def prepare(self, upload: IO[bytes], *, turn: int) -> bytes:
        return gallery_picture(upload, turn=turn)


class AddPictureForm(forms.Form):
    image = GalleryField(
        label=_("追加する写真"),
        help_text=_("JPEG・PNG・WebP・HEIC、15MBまで。見せたい範囲は、追加したあとで選べます。"),
    )


class MovePictureForm(forms.Form):
    move = forms.ChoiceField(choices=PictureMove.choices)


class RangeInput(forms.NumberInput):
    input_type = "range"


class CropForm(forms.Form):
    """A square in pixels of a picture of `size`; the verb moves it inside."""

    side = forms.IntegerField(label=_("範囲の大きさ"), widget=RangeInput)
    left = forms.IntegerField(label=_("左右の位置"), widget=RangeInput)
    top = forms.IntegerField(label=_("上下の位置"), widget=RangeInput)

    def __init__(self, *args: Any, size: tuple[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        width, height = size
        least = min(MIN_SIDE, *size)
        ends = {"side": (least, min(size)), "left": (0, width - least), "top": (0, height - least)}
        for name, (low, high) in ends.items():
            self.fields[name].widget.attrs |= {"min": low, "max": high}

    def square(self) -> Square:
        return Square(**self.cleaned_data)
