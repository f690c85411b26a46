"""Pictures for the demo, drawn: nobody's face and nobody's papers."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageColor, ImageDraw, ImageFilter, ImageFont

SIDE = 800
# Drawn larger and scaled down, which smooths the edges.
SCALE = 2
INK = "#3b2a2a"


@dataclass(frozen=True)
class Look:
    background: tuple[str, str]
    hair: str
    skin: str
    clothes: str
    cut: str

    @property
    def shadow(self) -> str:
        """The skin below the chin, a shade darker."""
        red, green, blue = ImageColor.getrgb(self.skin)[:3]
        return f"rgb({red - 14}, {green - 18}, {blue - 20})"


class Canvas:
    def __init__(self, width: int, height: int, background: tuple[str, str]) -> None:
        top, bottom = background
        shade = Image.linear_gradient("L").resize((width * SCALE, height * SCALE))
        size = shade.size
        self.image = Image.composite(
            Image.new("RGB", size, bottom), Image.new("RGB", size, top), shade
        )
        self.draw = ImageDraw.Draw(self.image)

    def ellipse(self, x: float, y: float, across: float, down: float, fill: str) -> None:
        box = [x - across, y - down, x + across, y + down]
        self.draw.ellipse([SCALE * at for at in box], fill=fill)

    def block(
        self, left: float, top: float, right: float, bottom: float, fill: str, round_: float = 0
    ) -> None:
        box = [SCALE * at for at in (left, top, right, bottom)]
        self.draw.rounded_rectangle(box, radius=SCALE * round_, fill=fill)

    def arc(self, x: float, y: float, radius: float, start: int, end: int, width: int = 9) -> None:
        box = [SCALE * at for at in (x - radius, y - radius, x + radius, y + radius)]
        self.draw.arc(box, start, end, fill=INK, width=width * SCALE)

    def glow(self, x: float, y: float, radius: float, colour: str) -> None:
        mask = Image.new("L", self.image.size)
        box = [SCALE * at for at in (x - radius, y - radius, x + radius, y + radius)]
        ImageDraw.Draw(mask).ellipse(box, fill=120)
        self.image.paste(colour, mask=mask.filter(ImageFilter.GaussianBlur(radius * SCALE / 3)))

    def text(self, x: float, y: float, words: str, size: int, fill: str = INK) -> None:
        font = ImageFont.load_default(size * SCALE)
        self.draw.text((x * SCALE, y * SCALE), words, fill=fill, font=font)

    def jpeg(self) -> bytes:
        width, height = self.image.size
        buffer = BytesIO()
        smooth = self.image.resize((width // SCALE, height // SCALE), Image.Resampling.LANCZOS)
        smooth.save(buffer, "JPEG", quality=90)
        return buffer.getvalue()


def portrait(look: Look) -> bytes:
    """JPEG bytes of a friendly square portrait."""
    canvas = Canvas(SIDE, SIDE, look.background)
    canvas.glow(620, 190, 150, "#ffffff")
    BACK_HAIR[look.cut](canvas, look)
    body(canvas, look)
    face(canvas, look)
    FRINGE[look.cut](canvas, look)
    return canvas.jpeg()


def body(canvas: Canvas, look: Look) -> None:
    canvas.ellipse(400, 840, 300, 250, look.clothes)
    canvas.block(345, 500, 455, 650, look.shadow, 50)
    canvas.ellipse(400, 628, 78, 46, look.shadow)


def face(canvas: Canvas, look: Look) -> None:
    for side in (-1, 1):
        canvas.ellipse(400 + side * 168, 392, 28, 38, look.skin)
    canvas.ellipse(400, 380, 170, 195, look.skin)
    for side in (-1, 1):
        canvas.glow(400 + side * 98, 445, 42, "#f2858c")
        canvas.arc(400 + side * 72, 402, 26, 200, 340)
    canvas.arc(400, 448, 46, 30, 150, width=10)


def long_back(canvas: Canvas, look: Look) -> None:
    canvas.ellipse(400, 340, 222, 225, look.hair)
    canvas.block(178, 330, 622, 720, look.hair, 90)


def bob_back(canvas: Canvas, look: Look) -> None:
    canvas.ellipse(400, 355, 230, 235, look.hair)
    canvas.block(170, 350, 630, 560, look.hair, 100)


def short_back(canvas: Canvas, look: Look) -> None:
    canvas.ellipse(400, 320, 196, 200, look.hair)


def bun_back(canvas: Canvas, look: Look) -> None:
    canvas.ellipse(400, 118, 92, 84, look.hair)
    canvas.ellipse(400, 330, 205, 212, look.hair)


def parted_fringe(canvas: Canvas, look: Look) -> None:
    for start, end in ((170, 290), (262, 368)):
        box = [SCALE * at for at in (212, 146, 588, 520)]
        canvas.draw.chord(box, start, end, fill=look.hair)


def straight_fringe(canvas: Canvas, look: Look) -> None:
    box = [SCALE * at for at in (222, 150, 578, 520)]
    canvas.draw.chord(box, 190, 350, fill=look.hair)


def swept_fringe(canvas: Canvas, look: Look) -> None:
    box = [SCALE * at for at in (205, 135, 600, 470)]
    canvas.draw.chord(box, 165, 325, fill=look.hair)


Part = Callable[[Canvas, Look], None]
BACK_HAIR: dict[str, Part] = {
    "long": long_back,
    "bob": bob_back,
    "short": short_back,
    "bun": bun_back,
}
FRINGE: dict[str, Part] = {
    "long": parted_fringe,
    "bob": straight_fringe,
    "short": swept_fringe,
    "bun": straight_fringe,
}


def sample_licence(look: Look) -> bytes:
    """JPEG bytes of a card that is plainly a specimen, with a face and lines for text."""
    canvas = Canvas(1000, 630, ("#dfeee6", "#c9dff0"))
    canvas.text(60, 46, "SPECIMEN / DRIVER LICENCE", 44, "#2d5a4a")
    for row, width in enumerate((520, 430, 560, 380, 300)):
        canvas.block(60, 150 + 82 * row, 60 + width, 186 + 82 * row, "#9fb8ab", 8)
    photo = Image.open(BytesIO(portrait(look))).resize((300 * SCALE, 300 * SCALE))
    canvas.image.paste(photo, (650 * SCALE, 150 * SCALE))
    canvas.text(690, 500, "SAMPLE", 52, "#c0504d")
    return canvas.jpeg()
