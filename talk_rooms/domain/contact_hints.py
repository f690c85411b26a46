"""Signs that a message carries a way to reach its writer outside this service."""

import re
import unicodedata

from talk_rooms.enums import ContactHint

DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
DASHES = re.compile(r"[‐‑‒–—―−ー─]")
SERVICES = (
    r"line|ライン|らいん|インスタ(?:グラム)?|instagram|twitter|ツイッター|telegram|テレグラム"
    r"|kakao(?:talk)?|カカオ(?:トーク)?|discord|ディスコ(?:ード)?|wechat|skype|スカイプ|whatsapp"
)
EXCHANGE = r"(?:id|アカウント|交換|追加|友だち|友達|登録|教え|検索|dm|のほう|の方で|で(?:話|連絡))"
HANDLE = r"@?[a-z0-9_.-]{4,}"
SIGNS: dict[ContactHint, tuple[re.Pattern[str], ...]] = {
    ContactHint.EMAIL: (
        re.compile(
            r"[\w.+-]+\s*(?:@|\[at\]|\(at\)|アットマーク)\s*[\w-]+\s*(?:\.|ドット)\s*[a-z]{2,}"
        ),
        re.compile(r"@\s*(?:gmail|yahoo|icloud|outlook|hotmail|docomo|ezweb|softbank)(?![a-z])"),
    ),
    ContactHint.PHONE: (re.compile(r"(?<![\d.,])(?:\+81[\s.()-]*|0)(?:\d[\s.()-]*){8,10}(?!\d)"),),
    ContactHint.MESSENGER: (
        re.compile(rf"(?<![a-zァ-ヶ])(?:{SERVICES})(?![a-z]).{{0,8}}{EXCHANGE}"),
        re.compile(rf"(?<![a-zァ-ヶ])(?:{SERVICES})(?![a-z])[\s:は→=のが]*(?:live:)?{HANDLE}"),
        re.compile(rf"(?<![a-z])id[\s:は=]+{HANDLE}"),
        re.compile(r"(?<![a-z0-9_.])@[a-z0-9_.]{3,}"),
    ),
    ContactHint.LINK: (
        re.compile(r"https?://|www\."),
        re.compile(r"(?<![\w@.])[a-z0-9-]+\.(?:com|net|org|jp|me|gg|io|app|ly|be)(?![a-z])"),
    ),
}


def contact_hints(text: str) -> list[ContactHint]:
    """What in the text looks like contact details; a guess, so the writer has the last word."""
    words = unicodedata.normalize("NFKC", text).lower()
    # In numbers a sign for long vowels is a dash, and a Chinese numeral a digit.
    numbers = DASHES.sub("-", words.translate(DIGITS))
    return [
        hint
        for hint, patterns in SIGNS.items()
        if any(pattern.search(words) or pattern.search(numbers) for pattern in patterns)
    ]
