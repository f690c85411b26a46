"""Pictures from strangers: judged by their content, kept only as newly encoded pixels."""

from io import BytesIO
from typing import IO

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from cast_portal.domain.errors import EntryRefused

MAX_BYTES = 15 * 1024 * 1024
# Phones take up to 50 megapixels; far more is a picture made to exhaust memory.
MAX_PIXELS = 60_000_000
# What cannot be decoded at a fraction of its size: every pixel lies in memory, several times.
MAX_WHOLE_PIXELS = 20_000_000
MIN_SIDE = 200
DOCUMENT_SIDE = 2400
PORTRAIT_SIDE = 800
FORMATS = ("JPEG", "PNG", "WEBP")


def document_picture(upload: IO[bytes]) -> bytes:
    """JPEG bytes of a document, upright, without metadata, still large enough to be read."""
    picture = opened(upload)
    width, height = (max(1, side * DOCUMENT_SIDE // max(picture.size)) for side in picture.size)
    picture = upright(decoded(picture, at_least=(width, height)))
    picture.thumbnail((DOCUMENT_SIDE, DOCUMENT_SIDE), Image.Resampling.LANCZOS)
    return as_jpeg(picture)


def portrait_picture(upload: IO[bytes]) -> bytes:
    """JPEG bytes of a square portrait without metadata."""
    picture = upright(decoded(opened(upload), at_least=(PORTRAIT_SIDE, PORTRAIT_SIDE)))
    side = min(PORTRAIT_SIDE, *picture.size)
    # Faces are rather in the upper part of an upright picture.
    return as_jpeg(ImageOps.fit(picture, (side, side), centering=(0.5, 0.3)))


def opened(upload: IO[bytes]) -> Image.Image:
    """A picture of which only the head has been read, or a refusal in words."""
    refuse_large(upload)
    try:
        picture = Image.open(upload, formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise too_many_pixels() from error
    except UnidentifiedImageError as error:
        raise EntryRefused(
            "wrong_file_type",
            _("この形式のファイルは受け付けていません。JPEG・PNG・WebP の画像をお選びください。"),
        ) from error
    except (OSError, ValueError, SyntaxError) as error:
        raise broken() from error
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


def as_jpeg(picture: Image.Image) -> bytes:
    # A fresh picture of the same pixels: `info` may carry comments, profiles and thumbnails.
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    buffer = BytesIO()
    bare.save(buffer, "JPEG", quality=88, optimize=True)
    return buffer.getvalue()


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
