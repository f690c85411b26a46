from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

SLOPE = 24
OPACITY = 70


def watermarked(jpeg: bytes, text: str) -> bytes:
    """JPEG bytes with `text` (ASCII) written slantwise all over, so that no crop is without it."""
    picture = Image.open(BytesIO(jpeg)).convert("RGB")
    picture.paste("white", mask=layer(picture.size, text, offset=2))
    picture.paste("black", mask=layer(picture.size, text, offset=0))
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=88)
    return buffer.getvalue()


def layer(size: tuple[int, int], text: str, *, offset: int) -> Image.Image:
    """Where the text covers the picture, as a mask; dark and light, to be seen on any ground."""
    side = max(size) * 3 // 2
    height = max(10, max(size) // 45)
    font = ImageFont.load_default(height)
    mask = Image.new("L", (side, side))
    pen = ImageDraw.Draw(mask)
    step = int(pen.textlength(text, font=font)) + height * 3
    for row, top in enumerate(range(0, side, height * 5)):
        for left in range(-step * (row % 2) // 2, side, step):
            pen.text((left + offset, top + offset), text, font=font, fill=OPACITY)
    turned = mask.rotate(SLOPE)
    left, top = (side - size[0]) // 2, (side - size[1]) // 2
    return turned.crop((left, top, left + size[0], top + size[1]))
