"""The square that guests see of a picture, cut out of the whole one that is kept."""

from dataclasses import astuple, dataclass
from typing import IO

from PIL import Image

from cast_portal.domain.images import MIN_SIDE, PORTRAIT_SIDE, as_jpeg

SMALL_SIDE = 320
# Faces are rather in the upper part of an upright picture.
FACE_HEIGHT = 0.3


@dataclass(frozen=True)
class Square:
    """In pixels of the whole picture."""

    left: int
    top: int
    side: int


@dataclass(frozen=True)
class Cut:
    """JPEG bytes in the two sizes that pages show, and the square that they were cut from."""

    image: bytes
    small: bytes
    square: list[int]


def cut_picture(source: IO[bytes], wanted: Square | None = None) -> Cut:
    """`source` is one of our own JPEGs. Without a wish it is the largest square there is."""
    with Image.open(source, formats=["JPEG"]) as picture:
        square = inside(wanted or middle_of(picture.size), picture.size)
        right, bottom = square.left + square.side, square.top + square.side
        part = picture.crop((square.left, square.top, right, bottom))
    return Cut(scaled(part, PORTRAIT_SIDE), scaled(part, SMALL_SIDE), list(astuple(square)))


def middle_of(size: tuple[int, int]) -> Square:
    width, height = size
    side = min(size)
    return Square((width - side) // 2, round((height - side) * FACE_HEIGHT), side)


def inside(wanted: Square, size: tuple[int, int]) -> Square:
    """The nearest square that lies in the picture and is large enough to be looked at."""
    width, height = size
    side = clamped(wanted.side, min(MIN_SIDE, *size), min(size))
    left, top = clamped(wanted.left, 0, width - side), clamped(wanted.top, 0, height - side)
    return Square(left, top, side)


def clamped(value: int, least: int, most: int) -> int:
    return max(least, min(value, most))


def scaled(part: Image.Image, most: int) -> bytes:
    side = min(most, part.width)
    return as_jpeg(part.resize((side, side), Image.Resampling.LANCZOS))
