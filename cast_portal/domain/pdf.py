"""PDFs from strangers: drawn by a process of its own, which may fail without harm."""

import subprocess
import sys
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from cast_portal.domain.errors import EntryRefused

PDF_MAGIC = b"%PDF-"
PATIENCE = 30
DRAWING = Path(__file__).with_name("pdf_drawing.py")
# The exit codes of `pdf_drawing`.
REFUSALS = {
    3: ("pdf_locked", _("パスワードの付いたPDFは開けません。パスワードを外してお送りください。")),
    4: ("pdf_too_long", _("PDFは3ページまでお送りいただけます。")),
    5: ("too_many_pixels", _("PDFの中の画像が大きすぎます。別の画像かPDFをお選びください。")),
}


def pages_of_pdf(content: bytes) -> bytes:
    """One JPEG of all pages below one another. Refuses what cannot be drawn, in words."""
    try:
        drawn = subprocess.run(  # noqa: S603  (our own program, and no word of the visitor's)
            [sys.executable, "-I", str(DRAWING)],
            input=content,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise unreadable() from error
    if drawn.returncode:
        raise EntryRefused(*REFUSALS.get(drawn.returncode, UNREADABLE))
    return drawn.stdout


UNREADABLE = (
    "broken_pdf",
    _("PDFを読み込めませんでした。ファイルが壊れていないかご確認のうえ、選び直してください。"),
)


def unreadable() -> EntryRefused:
    return EntryRefused(*UNREADABLE)
