"""Names as Japanese bank files carry them: JIS X 0201, one byte per character.

The order of the steps and the character set follow 全銀協 総合振込 (party names).
"""

import re
import unicodedata

import jaconv
from django.utils.translation import gettext_lazy as _

from payouts.domain.errors import PayoutRefused

HOLDER_BYTES = 30
SMALL_TO_LARGE = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
SPACING_TO_COMBINING = str.maketrans("゛゜", "\u3099\u309a")
COMBINING_TO_HALF = str.maketrans("\u3099\u309a", "ﾞﾟ")
DASHES = re.compile("[ー－―—–‐‑−ｰ]")
NOT_ALLOWED = re.compile(r"[^0-9A-Zｱ-ﾝﾞﾟ ().\-]")
# A voiced mark behind a letter that has no voiced sound.
STRAY_MARK = re.compile("(?<![ｳｶ-ﾄﾊ-ﾎ])ﾞ|(?<![ﾊ-ﾎ])ﾟ")


def to_zengin_kana(text: str, *, limit: int = HOLDER_BYTES) -> str:
    """The half-width form for a bank file; refuses what it could only guess or cut short."""
    kana = half_width(text)
    if not kana:
        raise PayoutRefused("kana_empty", _("カナで入力してください。"))
    if illegal := NOT_ALLOWED.findall(kana):
        message = _("使えない文字があります（%(letters)s）。カナで入力してください。")
        raise PayoutRefused("kana_illegal", message % {"letters": " ".join(illegal)})
    if STRAY_MARK.search(kana):
        raise PayoutRefused("kana_mark", _("濁点・半濁点の位置をご確認ください。"))
    if len(kana) > limit:
        message = _("濁点・半濁点も1文字と数えて、%(limit)s文字以内で入力してください。")
        raise PayoutRefused("kana_too_long", message % {"limit": limit})
    return kana


def half_width(text: str) -> str:
    letters = large_katakana(text)
    half = jaconv.z2h(letters, kana=True, ascii=True, digit=True)
    return " ".join(half.translate(COMBINING_TO_HALF).split())


def large_katakana(text: str) -> str:
    """Full-width katakana without small letters, one kind of dash, capital Latin letters."""
    composed = unicodedata.normalize("NFKC", text.translate(SPACING_TO_COMBINING))
    katakana = jaconv.hira2kata(composed).translate(SMALL_TO_LARGE)
    return DASHES.sub("-", katakana).upper()


def to_bank_name(kana: str) -> str:
    """A name of the bank master as the file allows it: `-` is the only symbol."""
    return to_zengin_kana(re.sub("[．.・(),]", " ", kana), limit=15)
