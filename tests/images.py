"""Drawn pictures for tests and journeys: nobody's document, nobody's face."""

from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = (
    "/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf",
    "/usr/share/fonts/opentype/ipafont-gothic/ipag.ttf",
    "/usr/share/fonts/truetype/fonts-japanese-gothic.ttf",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
)
LICENCE = (1280, 808)
FRONT_LINES = (
    (60, 50, 44, "氏名  山 田 太 郎"),
    (760, 50, 38, "平成 7年 4月 1日生"),
    (60, 130, 38, "住所  東京都架空区見本町1丁目2番3号"),
    (60, 210, 34, "交付  令和 6年 4月 1日  12345"),
    (60, 300, 46, "2029年（令和11年）05月01日まで有効"),
    (60, 400, 34, "免許の条件等  眼鏡等"),
    (60, 560, 34, "番号  第 000000000000 号"),
    (60, 660, 60, "見 本  運 転 免 許 証"),
)
BACK_LINES = (
    (60, 60, 44, "備 考"),
    (60, 220, 34, "以上の記載は見本です"),
    (60, 660, 30, "この面には臓器提供に関する意思を記入できます（見本）"),
)


@cache
def font(size: int) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    found = next((path for path in FONTS if Path(path).exists()), None)
    return ImageFont.truetype(found, size) if found else ImageFont.load_default(size)


def as_bytes(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def draw_licence(side: str) -> bytes:
    """The `front` or `back` of a licence-like card, as a phone would have taken it (JPEG)."""
    card = Image.new("RGB", LICENCE, "#e3edf3" if side == "front" else "#f2f0ea")
    pen = ImageDraw.Draw(card)
    for x in range(0, LICENCE[0], 26):
        pen.line([(x, 0), (x - 300, LICENCE[1])], fill="#d3e2ea", width=3)
    pen.rounded_rectangle([20, 20, 1259, 787], radius=36, outline="#5f7d91", width=5)
    for x, y, size, text in FRONT_LINES if side == "front" else BACK_LINES:
        pen.text((x, y), text, font=font(size), fill="#1d2b36")
    if side == "front":
        pen.rectangle([60, 290, 880, 370], outline="#8a6d1f", width=4)
        card.paste(face((300, 400), "#9cb9d6"), (920, 340))
    return as_bytes(on_a_table(card), quality=88)


def draw_portrait() -> bytes:
    """A photo-like profile picture, upright 3:4 (JPEG)."""
    return as_bytes(face((900, 1200), "#f0b7a4").filter(ImageFilter.GaussianBlur(1)), quality=90)


def draw_address_document() -> bytes:
    """A sheet that shows name and address (PNG)."""
    sheet = Image.new("RGB", (1000, 1400), "#fffefa")
    pen = ImageDraw.Draw(sheet)
    pen.text((360, 80), "住 民 票（見本）", font=font(44), fill="#222")
    pen.text((90, 260), "氏名  山田 太郎", font=font(36), fill="#222")
    pen.text((90, 340), "住所  東京都架空区見本町1丁目2番3号", font=font(36), fill="#222")
    pen.rectangle([60, 220, 940, 420], outline="#777", width=3)
    return as_bytes(sheet, "PNG")


def face(size: tuple[int, int], background: str) -> Image.Image:
    """A gradient with a head and shoulders, as of someone in soft light."""
    width, height = size
    picture = Image.new("RGB", size, background)
    light = Image.linear_gradient("L").resize(size)
    picture = Image.composite(picture, Image.new("RGB", size, "#fff3e6"), light)
    pen = ImageDraw.Draw(picture)
    middle, head = width // 2, width // 4
    top = height // 5
    pen.ellipse([middle - head * 2, height * 0.68, middle + head * 2, height * 1.4], fill="#3d4f73")
    pen.rectangle(
        [middle - head // 3, top + head * 2, middle + head // 3, height * 0.72], fill="#e8b795"
    )
    pen.ellipse(
        [middle - head * 1.15, top - head // 3, middle + head * 1.15, top + head * 2.2],
        fill="#2e2320",
    )
    pen.ellipse([middle - head, top, middle + head, top + head * 2.5], fill="#f3c7a6")
    pen.pieslice(
        [middle - head, top - 2, middle + head, top + head * 1.5], 180, 360, fill="#2e2320"
    )
    for side in (-1, 1):
        x = middle + side * head * 0.42
        eye = head * 0.09
        pen.ellipse([x - eye, top + head * 1.1, x + eye, top + head * 1.28], fill="#2b211e")
    pen.arc(
        [middle - head * 0.4, top + head * 1.4, middle + head * 0.4, top + head * 1.95],
        20,
        160,
        fill="#a8503f",
        width=max(3, head // 25),
    )
    return picture


def on_a_table(card: Image.Image) -> Image.Image:
    table = Image.new("RGB", (1500, 1020), "#8d7358")
    turned = card.convert("RGBA").rotate(1.5, expand=True, resample=Image.Resampling.BICUBIC)
    table.paste(turned, (90, 80), turned)
    return table
