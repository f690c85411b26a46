"""Signs that a message carries a way to reach its writer outside this service."""

import re
import unicodedata

from talk_rooms.enums import ContactHint

DASHES = re.compile(r"[‐‑‒–—―−ー─]")
SERVICES = (
    r"line|ライン|らいん|インスタ(?:グラム)?|instagram|twitter|ツイッター|telegram|テレグラム"
    r"|kakao(?:talk)?|カカオ(?:トーク)?|discord|ディスコ(?:ード)?|wechat|skype|スカイプ|whatsapp"
)
EXCHANGE = r"(?:id|アカウント|交換|追加|友だち|友達|登録|教え|検索|dm|のほう|の方で|で(?:話|連絡))"
SIGNS: dict[ContactHint, tuple[re.Pattern[str], ...]] = {
    ContactHint.EMAIL: (
        re.compile(
            r"[\w.+-]+\s*(?:@|\[at\]|\(at\)|アットマーク)\s*[\w-]+\s*(?:\.|ドット)\s*[a-z]{2,}"
        ),
    ),
    ContactHint.PHONE: (re.compile(r"(?<![\d.,])(?:\+81[\s.()-]*|0)(?:\d[\s.()-]*){8,10}(?!\d)"),),
    ContactHint.MESSENGER: (
        re.compile(rf"(?<![a-zァ-ヶ])(?:{SERVICES})(?![a-z]).{{0,8}}{EXCHANGE}"),
        re.compile(r"(?<![a-z])id\s*(?::|は|=)\s*[\w.-]{4,}"),
        re.compile(r"(?<![\w.])@[a-z0-9_.]{3,}"),
    ),
    ContactHint.LINK: (
        re.compile(r"https?://|www\."),
        re.compile(r"(?<![\w@.])[a-z0-9-]+\.(?:com|net|org|jp|me|gg|io|app|ly|be)(?![a-z])"),
    ),
}


def contact_hints(text: str) -> list[ContactHint]:
    """What in the text looks like contact details; a guess, so the writer has the last word."""
    plain = DASHES.sub("-", unicodedata.normalize("NFKC", text).lower())
    # A sign for long vowels is a dash only between digits.
    vowels = unicodedata.normalize("NFKC", text).lower()
    return [
        hint
        for hint, patterns in SIGNS.items()
        if any(pattern.search(plain) or pattern.search(vowels) for pattern in patterns)
    ]
