"""The pictures of a cast. The cast's row is the lock of all of them.

Squares are cut before it is taken: drawing takes long, and others wait for the lock. Files that
are stored for a change that is undone are swept (`sweep_unclaimed_pictures`).
"""

from functools import partial
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F, Prefetch
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.domain.presence import refuse_gone
from cast_portal.domain.cropping import Cut, Square, cut_picture
from cast_portal.domain.errors import PictureRefused
from cast_portal.domain.own_events import tell_desk
from cast_portal.enums import MOST_PICTURES, PictureMove
from cast_portal.models import Cast, CastPicture
from kernel.identifiers import new_public_id
from kernel.locking import lock_row


def picture_of(cast: Cast, pk: int) -> CastPicture:
    picture = cast.pictures.filter(pk=pk).first()
    if picture is None:
        raise Http404
    return picture


def main_pictures(path: str = "pictures") -> "Prefetch[Any]":
    """For lists of casts: of each only what `main_picture` shows."""
    return Prefetch(path, CastPicture.objects.filter(order=1))


def add_picture(cast: Cast, *, source: bytes) -> CastPicture:
    """Behind those there are. `source` is a whole picture, JPEG bytes of our own making."""
    return keep_picture(cast, source, cut_picture(BytesIO(source)))


@transaction.atomic
def keep_picture(cast: Cast, source: bytes, cut: Cut) -> CastPicture:
    pictures = locked_pictures(cast)
    if len(pictures) >= MOST_PICTURES:
        raise too_many()
    picture = CastPicture(cast=cast, order=len(pictures) + 1, source=new_file(source))
    show(picture, cut)
    picture.save()
    log(cast, "cast_portal.add_picture", user=cast.user)
    tell_desk(cast.user.public_id)
    return picture


def crop_picture(picture: CastPicture, *, square: Square) -> CastPicture:
    """What lies outside of the picture is moved into it."""
    try:
        with picture.source.open() as source:  # which stays the same as long as there is one
            cut = cut_picture(source, square)
    except FileNotFoundError as error:
        raise gone() from error
    return keep_cut(picture, cut)


@transaction.atomic
def keep_cut(picture: CastPicture, cut: Cut) -> CastPicture:
    cast = picture.cast
    if picture not in (pictures := locked_pictures(cast)):
        raise gone()
    picture = pictures[pictures.index(picture)]
    before = picture.files
    show(picture, cut)
    picture.save(update_fields=["image", "small", "square"])
    erase_on_commit(picture, before - picture.files)
    log(cast, "cast_portal.crop_picture", user=cast.user)
    tell_desk(cast.user.public_id)
    return picture


@transaction.atomic
def move_picture(picture: CastPicture, *, move: PictureMove) -> None:
    """Counts from where the picture stands now. One that is gone meanwhile changes nothing."""
    pictures = locked_pictures(picture.cast)
    if picture not in pictures:
        return
    at = pictures.index(picture)
    to = {PictureMove.FIRST: 0, PictureMove.UP: max(at - 1, 0), PictureMove.DOWN: at + 1}[move]
    pictures.insert(to, pictures.pop(at))
    arrange(pictures)
    tell_desk(picture.cast.user.public_id)


@transaction.atomic
def remove_picture(picture: CastPicture) -> None:
    """A second press changes nothing."""
    cast = picture.cast
    pictures = locked_pictures(cast)
    if picture not in pictures:
        return
    removed = pictures.pop(pictures.index(picture))
    erase_on_commit(removed, removed.files)
    removed.delete()
    arrange(pictures)
    log(cast, "cast_portal.remove_picture", user=cast.user)
    tell_desk(cast.user.public_id)


def remove_all_pictures(cast: Cast) -> None:
    """Of a cast whose row is locked, because it leaves."""
    for picture in cast.pictures.all():
        erase_on_commit(picture, picture.files)
    cast.pictures.all().delete()


def locked_pictures(cast: Cast) -> list[CastPicture]:
    refuse_gone(lock_row(cast).user)
    return list(CastPicture.objects.filter(cast=cast))


def arrange(pictures: list[CastPicture]) -> None:
    """Two steps, because a database looks at the places row by row: no two may meet in one."""
    places = range(1, len(pictures) + 1)
    if [picture.order for picture in pictures] == list(places):
        return
    mine = CastPicture.objects.filter(pk__in=[picture.pk for picture in pictures])
    mine.update(order=-F("order"))
    for picture, place in zip(pictures, places, strict=True):
        picture.order = place
    CastPicture.objects.bulk_update(pictures, ["order"])


def show(picture: CastPicture, cut: Cut) -> None:
    picture.image, picture.small = new_file(cut.image), new_file(cut.small)
    picture.square = cut.square


def new_file(jpeg: bytes) -> "ContentFile[bytes]":
    return ContentFile(jpeg, name=f"{new_public_id()}.jpg")


def erase_on_commit(picture: CastPicture, names: set[str]) -> None:
    # Only once the change counts; a rollback must find the old files in their place.
    for name in names:
        transaction.on_commit(partial(picture.image.storage.delete, name))


def gone() -> PictureRefused:
    return PictureRefused("picture_gone", _("この写真はすでに削除されています。"))


def too_many() -> PictureRefused:
    message = _("写真は%(most)s枚までです。追加するには、どれかを削除してください。")
    return PictureRefused("too_many_pictures", message % {"most": MOST_PICTURES}, field="image")
