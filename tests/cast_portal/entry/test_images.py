import zipfile
from io import BytesIO

import pytest
from PIL import Image, ImageColor
from pillow_heif import register_heif_opener

from cast_portal.domain import images
from cast_portal.domain.errors import EntryRefused
from cast_portal.domain.images import decoded, document_picture, portrait_picture
from cast_portal.domain.picture_hash import picture_hash
from tests.cast_portal.entry.conftest import BACK, FRONT, PORTRAIT, encoded


def heic(image: Image.Image, **options: object) -> bytes:
    register_heif_opener()
    return encoded(image, "HEIF", **options)


def pdf(pages: int, image: Image.Image | None = None) -> bytes:
    sheet = image or Image.new("RGB", (300, 400), "white")
    return encoded(sheet, "PDF", save_all=True, append_images=[sheet] * (pages - 1))


EXIF = Image.Exif()
EXIF[0x010F] = "PhoneMaker"
HEIC = heic(Image.effect_noise((640, 480), 40).convert("RGB"), exif=EXIF.tobytes())
# What a reader takes for locked: a handler for passwords that opens with none of them.
LOCKED_PDF = pdf(1).replace(
    b"trailer\n<<",
    b"trailer\n<< /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /Length 40 "
    b"/O <" + b"11" * 32 + b"> /U <" + b"22" * 32 + b"> >> /ID [<00><00>] ",
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EXECUTABLE = b"MZ\x90\x00" + bytes(500)
GPS = 0x8825


def with_exif(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "PhoneMaker"
    exif.get_ifd(GPS)[1] = "N"
    return encoded(Image.new("RGB", (800, 400), "teal"), exif=exif, comment=b"private")


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def code_of(content: bytes) -> str:
    with pytest.raises(EntryRefused) as refusal:
        document_picture(BytesIO(content))
    return refusal.value.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_accepted_formats_become_jpeg(kind):
    made = opened(document_picture(BytesIO(encoded(Image.new("RGB", (600, 400)), kind))))

    assert (made.format, made.size) == ("JPEG", (600, 400))


def test_document_loses_metadata_and_stands_upright():
    made = document_picture(BytesIO(with_exif(orientation=6)))

    picture = opened(made)
    assert picture.size == (400, 800)
    assert not picture.getexif()
    assert b"PhoneMaker" not in made
    assert b"private" not in made


def test_large_document_is_scaled_down_but_stays_readable():
    made = opened(document_picture(BytesIO(encoded(Image.new("RGB", (4000, 3000))))))

    assert made.size == (2400, 1800)


def test_portrait_is_a_square_of_at_most_800():
    assert opened(portrait_picture(BytesIO(PORTRAIT))).size == (800, 800)


def test_small_portrait_is_not_blown_up():
    made = portrait_picture(BytesIO(encoded(Image.new("RGB", (300, 420)))))

    assert opened(made).size == (300, 300)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "CMYK"])
def test_every_colour_mode_becomes_plain_rgb(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    made = opened(document_picture(BytesIO(encoded(Image.new(mode, (300, 300)), kind))))

    assert made.mode == "RGB"


def test_transparency_is_laid_on_white():
    clear = Image.new("RGBA", (300, 300), (0, 0, 0, 0))

    assert opened(document_picture(BytesIO(encoded(clear, "PNG")))).getpixel((5, 5)) == (255,) * 3


@pytest.mark.parametrize(
    "content",
    [
        SVG,
        EXECUTABLE,
        b"not a picture",
        encoded(Image.new("RGB", (300, 300)), "GIF"),
        encoded(Image.new("RGB", (300, 300)), "TIFF"),
    ],
)
def test_other_content_is_refused_whatever_its_name(content):
    assert code_of(content) == "wrong_file_type"


def test_truncated_picture_is_refused():
    assert code_of(FRONT[: len(FRONT) // 2]) == "broken_picture"


def test_file_above_15_megabytes_is_refused():
    assert code_of(FRONT + bytes(30 * 1024 * 1024)) == "file_too_large"


def test_decompression_bomb_is_refused_before_it_is_decoded():
    bomb = encoded(Image.new("1", (20_000, 20_000)), "PNG")

    assert len(bomb) < 1_000_000
    assert code_of(bomb) == "too_many_pixels"


def test_picture_between_our_limit_and_the_decoder_s_is_refused():
    assert code_of(encoded(Image.new("1", (9_000, 8_000)), "PNG")) == "too_many_pixels"


@pytest.mark.parametrize(("kind", "options"), [("PNG", {}), ("JPEG", {"progressive": True})])
def test_what_cannot_be_decoded_smaller_has_a_lower_limit(kind, options):
    large = encoded(Image.new("L", (5_000, 4_100)), kind, **options)
    assert code_of(large) == "too_many_pixels"

    fitting = encoded(Image.new("L", (5_000, 4_000)), kind, **options)
    assert opened(document_picture(BytesIO(fitting))).size == (2400, 1920)


@pytest.mark.parametrize(
    ("size", "read", "kept"),
    [((9_600, 4_800), (2_400, 1_200), (2_400, 1_200)), ((4_000, 3_000), (4_000, 3_000), None)],
)
def test_a_large_jpeg_is_decoded_at_a_fraction_of_its_size(size, read, kept):
    content = encoded(Image.new("L", size))

    half = decoded(images.opened(BytesIO(content)), at_least=(2_400, 1_200))

    assert half.size == read
    assert opened(document_picture(BytesIO(content))).size == (kept or (2_400, 1_800))


def test_thumbnail_is_refused_as_unreadable():
    assert code_of(encoded(Image.new("RGB", (320, 100)))) == "picture_too_small"


def test_what_hides_behind_the_picture_is_gone():
    made = document_picture(BytesIO(FRONT + b"a film of the moment before"))

    assert b"film" not in made


# --- two things at once


def archive() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("page.html", "<p>hidden</p>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        FRONT + archive(),
        FRONT + b"<script>alert(1)</script>",
        encoded(Image.new("RGB", (300, 300)), comment=b"%PDF-1.7 "),
        encoded(Image.new("RGB", (300, 300)), comment=b"<HTML><body>"),
        pdf(1) + archive(),
    ],
    ids=["archive", "script", "pdf inside", "page", "pdf and archive"],
)
def test_file_that_is_something_else_as_well_is_refused(content):
    assert code_of(content) == "disguised_file"


# --- HEIC, as iPhones take it


def test_heic_becomes_jpeg_without_metadata():
    made = document_picture(BytesIO(HEIC))

    assert (opened(made).format, opened(made).size) == ("JPEG", (640, 480))
    assert b"PhoneMaker" not in made


def test_truncated_heic_is_refused():
    assert code_of(HEIC[: len(HEIC) // 2]) == "broken_picture"


def test_too_large_heic_is_refused_before_it_is_decoded():
    assert code_of(heic(Image.new("L", (5_000, 4_100)))) == "too_many_pixels"


# --- PDF


def test_pages_of_a_pdf_stand_below_one_another():
    picture = opened(document_picture(BytesIO(pdf(3))))

    assert picture.format == "JPEG"
    assert picture.height == 3 * 2000


def test_drawn_page_shows_what_is_on_it():
    picture = opened(document_picture(BytesIO(pdf(1, Image.new("RGB", (300, 400), "teal")))))

    assert picture.getpixel((700, 900)) == pytest.approx((0, 128, 128), abs=8)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (pdf(4), "pdf_too_long"),
        (b"%PDF-1.7\nnothing more", "broken_pdf"),
        (LOCKED_PDF, "pdf_locked"),
        (pdf(1, Image.new("1", (9_000, 8_000))), "too_many_pixels"),
    ],
    ids=["long", "broken", "locked", "bomb"],
)
def test_pdf_that_cannot_be_used_is_refused_in_words(content, code):
    assert code_of(content) == code


def test_portrait_is_never_a_pdf():
    with pytest.raises(EntryRefused) as refusal:
        portrait_picture(BytesIO(pdf(1)))

    assert refusal.value.code == "wrong_file_type"
    assert "PDF" not in str(refusal.value.message)


# --- turned by hand


@pytest.mark.parametrize(("turn", "top_left"), [(0, "red"), (90, "blue"), (180, "blue")])
def test_document_is_turned_clockwise(turn, top_left):
    sheet = Image.new("RGB", (600, 400), "blue")
    sheet.paste("red", (0, 0, 300, 200))

    made = opened(document_picture(BytesIO(encoded(sheet)), turn=turn))

    assert made.size == ((400, 600) if turn == 90 else (600, 400))
    assert made.getpixel((10, 10)) == pytest.approx(ImageColor.getrgb(top_left), abs=8)


def test_portrait_is_turned_before_it_is_cut():
    sheet = Image.new("RGB", (400, 900), "blue")
    sheet.paste("red", (0, 0, 400, 450))

    made = opened(portrait_picture(BytesIO(encoded(sheet)), turn=180))

    assert made.getpixel((200, 20)) == pytest.approx((0, 0, 255), abs=8)


# --- the same picture again


def test_same_photo_has_the_same_hash_in_another_format_and_without_metadata():
    photo = opened(FRONT)
    as_png = document_picture(BytesIO(encoded(photo, "PNG")))

    assert picture_hash(as_png) == picture_hash(document_picture(BytesIO(FRONT)))


def test_two_cards_of_one_kind_laid_flat_differ():
    card = Image.new("RGB", (640, 400), "white")
    for top in range(40, 360, 60):
        card.paste("black", (40, top, 360, top + 16))
    other = card.copy()
    card.paste("teal", (420, 80, 600, 320))
    other.paste("teal", (420, 80, 600, 320))
    other.paste("white", (470, 120, 550, 220))

    assert picture_hash(encoded(card)) != picture_hash(encoded(other))


def test_hashes_of_other_pictures_differ():
    assert len({picture_hash(one) for one in (FRONT, BACK, PORTRAIT)}) == 3


def test_picture_of_one_colour_has_no_hash():
    assert picture_hash(encoded(Image.new("RGB", (300, 300), "teal"))) == ""
