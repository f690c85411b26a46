"""A program: a PDF on its input, one JPEG on its output. Knows neither Django nor the database.

Exit codes: 3 locked, 4 too many pages, 5 a picture in it is too large, anything else unreadable.
"""

import resource
import sys
from io import BytesIO

import pypdfium2
from PIL import Image

LOCKED, TOO_LONG, TOO_LARGE = 3, 4, 5
MAX_PAGES = 3
MAX_PIXELS = 60_000_000
PAGE_SIDE = 2000
MEMORY = 1024**3
SECONDS = 20


def limit_resources() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def opened(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        sys.exit(LOCKED if "password" in str(error).lower() else 1)


def refuse_large_pictures(page: pypdfium2.PdfPage) -> None:
    for picture in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
        width, height = picture.get_px_size()
        if width * height > MAX_PIXELS:
            sys.exit(TOO_LARGE)


def drawn(page: pypdfium2.PdfPage) -> Image.Image:
    refuse_large_pictures(page)
    scale = PAGE_SIDE / max(page.get_size())
    return page.render(scale=scale).to_pil().convert("RGB")


def joined(pictures: list[Image.Image]) -> Image.Image:
    width = max(picture.width for picture in pictures)
    sheet = Image.new("RGB", (width, sum(picture.height for picture in pictures)), "white")
    top = 0
    for picture in pictures:
        sheet.paste(picture, (0, top))
        top += picture.height
    return sheet


def main() -> None:
    limit_resources()
    document = opened(sys.stdin.buffer.read())
    if not 1 <= len(document) <= MAX_PAGES:
        sys.exit(TOO_LONG)
    buffer = BytesIO()
    joined([drawn(page) for page in document]).save(buffer, "JPEG", quality=90)
    sys.stdout.buffer.write(buffer.getvalue())


if __name__ == "__main__":
    main()
