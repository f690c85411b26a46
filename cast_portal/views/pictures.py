from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django_ratelimit.core import is_ratelimited

from cast_portal.domain.cropping import Square, middle_of
from cast_portal.domain.errors import PictureRefused
from cast_portal.domain.pictures import (
    add_picture,
    crop_picture,
    move_picture,
    picture_of,
    remove_picture,
)
from cast_portal.enums import MOST_PICTURES, PictureMove
from cast_portal.forms.gallery import AddPictureForm, CropForm, MovePictureForm
from cast_portal.models import CastPicture
from cast_portal.views.portal import CastPageMixin
from kernel.forms import PostedMixin, VerbFormView


class PicturesView(CastPageMixin, VerbFormView):
    template_name = "cast_portal/pictures.html"
    form_class = AddPictureForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pictures = list(self.cast.pictures.all())
        return super().get_context_data(
            pictures=pictures, most=MOST_PICTURES, is_full=len(pictures) >= MOST_PICTURES, **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refuse_busy(request, "cast_portal.pictures", rate="40/h")
        return super().post(request, *args, **kwargs)

    def perform(self, form: AddPictureForm) -> None:
        picture = add_picture(self.cast, source=form.cleaned_data["image"])
        messages.success(self.request, _("写真を追加しました。見せたい範囲を整えられます。"))
        self.success_url = reverse("cast_portal:crop_picture", args=[picture.pk])


def refuse_busy(request: HttpRequest, group: str, *, rate: str) -> None:
    """Each is decoded and drawn several times: nobody may keep the server busy with that."""
    if is_ratelimited(request, group=group, key="user", rate=rate, increment=True):
        message = _("写真の操作が続いたため、受付を一時停止しました。1時間後にお試しください。")
        raise PictureRefused("too_many_uploads", message)


class PictureMixin(CastPageMixin):
    @cached_property
    def picture(self) -> CastPicture:
        return picture_of(self.cast, self.kwargs["pk"])


class CropView(PictureMixin, VerbFormView):
    template_name = "cast_portal/crop.html"
    form_class = CropForm
    success_url = reverse_lazy("cast_portal:pictures")

    @property
    def size(self) -> tuple[int, int]:
        return self.picture.source.width, self.picture.source.height

    def get_initial(self) -> dict[str, Any]:
        square = self.picture.square
        return asdict(Square(*square) if square else middle_of(self.size))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "size": self.size}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(picture=self.picture, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refuse_busy(request, "cast_portal.crops", rate="120/h")
        return super().post(request, *args, **kwargs)

    def perform(self, form: CropForm) -> None:
        crop_picture(self.picture, square=form.square())
        messages.success(self.request, _("写真の範囲を保存しました。"))


class MovePictureView(PostedMixin, PictureMixin):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = MovePictureForm(request.POST)
        if form.is_valid():
            move_picture(self.picture, move=PictureMove(form.cleaned_data["move"]))
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self) -> str:
        """Back to the picture that was moved, wherever it stands now."""
        return f"{reverse('cast_portal:pictures')}#picture-{self.kwargs['pk']}"


class RemovePictureView(PostedMixin, PictureMixin):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        remove_picture(self.picture)
        messages.success(request, _("写真を削除しました。"))
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self) -> str:
        return reverse("cast_portal:pictures")
