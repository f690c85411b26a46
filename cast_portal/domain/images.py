"""Pictures from strangers: judged by their content, kept only as newly encoded pixels."""

import zipfile
from io import BytesIO
from typing import IO

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from cast_portal.domain.errors import EntryRefused
from cast_portal.domain.pdf import PDF_MAGIC, pages_of_pdf

MAX_BYTES = 15 * 1024 * 1024
# Phones take up to 50 megapixels; far more is a picture made to exhaust memory.
MAX_PIXELS = 60_000_000
# What cannot be decoded at a fraction of its size: every pixel lies in memory, several times.
MAX_WHOLE_PIXELS = 20_000_000
MIN_SIDE = 200
DOCUMENT_SIDE = 2400
PORTRAIT_SIDE = 800
# Enough to cut a portrait out of half of it.
GALLERY_SIDE = 1600
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
# The marks of iPhones' HEIC among the containers that begin alike.
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1")
# Longer than what a photo's noise could hold by chance.
MARKUP = (b"<script", b"<html>", b"<html ", b"<!doctype", b"<?php ", b"<?php\n")


def document_picture(upload: IO[bytes], *, turn: int = 0) -> bytes:
    """JPEG bytes of a document, upright, without metadata, still large enough to be read.

    The pages of a PDF stand below one another. `turn` is in degrees, clockwise.
    """
    if begins_with(upload, PDF_MAGIC):
        refuse_large(upload)
        refuse_zip(upload)
        return turned_jpeg(Image.open(BytesIO(pages_of_pdf(upload.read()))), turn)
    return whole_picture(upload, most=DOCUMENT_SIDE, turn=turn)


def gallery_picture(upload: IO[bytes], *, turn: int = 0) -> bytes:
    """JPEG bytes of a whole picture that a square will be cut out of, without metadata."""
    if begins_with(upload, PDF_MAGIC):
        raise wrong_type(takes_pdf=False)
    return whole_picture(upload, most=GALLERY_SIDE, turn=turn)


def whole_picture(upload: IO[bytes], *, most: int, turn: int) -> bytes:
    picture = opened(upload)
    width, height = (max(1, side * most // max(picture.size)) for side in picture.size)
    picture = upright(decoded(picture, at_least=(width, height)))
    picture.thumbnail((most, most), Image.Resampling.LANCZOS)
    return turned_jpeg(picture, turn)


def portrait_picture(upload: IO[bytes], *, turn: int = 0) -> bytes:
    """JPEG bytes of a square portrait without metadata. `turn` is in degrees, clockwise."""
    if begins_with(upload, PDF_MAGIC):
        raise wrong_type(takes_pdf=False)
    picture = upright(decoded(opened(upload), at_least=(PORTRAIT_SIDE, PORTRAIT_SIDE)))
    picture = picture.rotate(-turn, expand=True)
    side = min(PORTRAIT_SIDE, *picture.size)
    # Faces are rather in the upper part of an upright picture.
    return as_jpeg(ImageOps.fit(picture, (side, side), centering=(0.5, 0.3)))


def opened(upload: IO[bytes]) -> Image.Image:
    """A picture of which only the head has been read, or a refusal in words."""
    refuse_large(upload)
    is_heic = begins_with(upload, *HEIC_BRANDS, at=8)
    if is_heic:
        register_heic()
    try:
        picture = Image.open(upload, formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise too_many_pixels() from error
    except UnidentifiedImageError as error:
        raise (broken() if is_heic else wrong_type()) from error
    except (OSError, ValueError, SyntaxError) as error:
        raise broken() from error
    refuse_disguise(upload)
    refuse_extent(picture)
    return picture


def refuse_large(upload: IO[bytes]) -> None:
    size = upload.seek(0, 2)
    upload.seek(0)
    if size > MAX_BYTES:
        raise EntryRefused(
            "file_too_large",
            _("画像のサイズが大きすぎます。15MB以内の画像をお選びください。"),
        )


def begins_with(upload: IO[bytes], *marks: bytes, at: int = 0) -> bool:
    upload.seek(0)
    head = upload.read(at + max(map(len, marks)))
    upload.seek(0)
    return head[at:].startswith(marks)


def register_heic() -> None:
    # Its library is large: only for those who send such a picture.
    from pillow_heif import register_heif_opener

    register_heif_opener(thumbnails=False)


def refuse_disguise(upload: IO[bytes]) -> None:
    """A picture that is a document, an archive or a page as well was made to deceive."""
    place = upload.tell()
    upload.seek(0)
    content = upload.read()
    upload.seek(place)
    lower = content.lower()
    if PDF_MAGIC in content[:1024] or any(mark in lower for mark in MARKUP):
        raise disguised()
    refuse_zip(upload)


def refuse_zip(upload: IO[bytes]) -> None:
    place = upload.tell()
    is_archive = zipfile.is_zipfile(upload)
    upload.seek(place)
    if is_archive:
        raise disguised()


def refuse_extent(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > (MAX_PIXELS if shrinks_while_decoding(picture) else MAX_WHOLE_PIXELS):
        raise too_many_pixels()
    if min(width, height) < MIN_SIDE:
        raise EntryRefused(
            "picture_too_small",
            _("画像が小さすぎて内容を確認できません。もう少し大きな画像をお選びください。"),
        )


def shrinks_while_decoding(picture: Image.Image) -> bool:
    # A progressive JPEG has to be held whole until its last scan has come.
    return picture.format == "JPEG" and not picture.info.get("progressive")


def decoded(picture: Image.Image, *, at_least: tuple[int, int]) -> Image.Image:
    """The pixels; of a large JPEG only as many as are needed for `at_least`."""
    try:
        picture.draft(None, at_least)
        picture.load()
    except Exception as error:  # Decoders raise whatever their format's code happens to raise.
        raise broken() from error
    return picture


def upright(picture: Image.Image) -> Image.Image:
    """Turned as its EXIF says and laid on white, in plain RGB."""
    turned = ImageOps.exif_transpose(picture)
    if "A" not in turned.getbands() and "transparency" not in turned.info:
        return turned.convert("RGB")
    layer = turned.convert("RGBA")
    sheet = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(sheet, layer).convert("RGB")


def turned_jpeg(picture: Image.Image, turn: int) -> bytes:
    return as_jpeg(picture.rotate(-turn, expand=True))


def as_jpeg(picture: Image.Image) -> bytes:
    # A fresh picture of the same pixels: `info` may carry comments, profiles and thumbnails.
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    buffer = BytesIO()
    bare.save(buffer, "JPEG", quality=88, optimize=True)
    return buffer.getvalue()


def wrong_type(*, takes_pdf: bool = True) -> EntryRefused:
    if takes_pdf:
        kinds = _("JPEG・PNG・WebP・HEICの画像か、PDFをお選びください。")
    else:
        kinds = _("JPEG・PNG・WebP・HEICの画像をお選びください。")
    return EntryRefused(
        "wrong_file_type",
        format_lazy("{}{}", _("この形式のファイルは受け付けていません。"), kinds),
    )


def disguised() -> EntryRefused:
    return EntryRefused(
        "disguised_file",
        _(
            "画像のほかのデータが含まれているため、受け付けられません。"
            "カメラで撮影した画像をお選びください。"
        ),
    )


def broken() -> EntryRefused:
    return EntryRefused(
        "broken_picture",
        _("画像を読み込めませんでした。ファイルが壊れていないかご確認のうえ、選び直してください。"),
    )


def too_many_pixels() -> EntryRefused:
    return EntryRefused(
        "too_many_pixels",
        _("画像の縦横が大きすぎます。カメラで撮影したままの画像などをお選びください。"),
    )
