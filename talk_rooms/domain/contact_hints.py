"""Signs that a message carries a way to reach its writer outside this service."""

import re
import unicodedata

from talk_rooms.enums import ContactHint

DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
DASHES = re.compile(r"[‐‑‒–—―−ー─]")
ZERO = "ゼロ|ぜろ|れい|レイ|まる|マル"
READ_OUT = (
    ZERO,
    "いち|イチ",
    "に|ニ",
    "さん|サン",
    "よん|ヨン",
    "ご|ゴ",
    "ろく|ロク",
    "なな|ナナ|しち|シチ",
    "はち|ハチ",
    "きゅう|キュウ|きゅー|キュー",
)
DIGIT_OF = {word: str(digit) for digit, words in enumerate(READ_OUT) for word in words.split("|")}
SPOKEN = re.compile("|".join(READ_OUT))
# 050, 070, 080 and 090: nobody reads these out but for a telephone.
MOBILE_DIGIT = "|".join(READ_OUT[digit] for digit in (5, 7, 8, 9))
MOBILE = r"[\s・,、-]?".join(f"(?:{words})" for words in (ZERO, MOBILE_DIGIT, ZERO))
SERVICES = (
    r"(?<![a-zァ-ヶ])(?:line|instagram|twitter|ツイッター|telegram|テレグラム|skype|スカイプ|whatsapp"
    r"|インスタ(?!ント)(?:グラム)?|いんすた(?!んと)|discord|ディスコ(?:ード)?|kakao(?:talk)?"
    r"|カカオ(?!豆|マス|バター|ニブ|分|の?チョコ|\d)(?:トーク)?"
    r"|wechat|微信|ウ[ィイ]ー?チャット|(?<!産|造|立)ライン(?!作業|生産|工|管理|川|際|上|引)"
    r"|(?<![あかきえくぐつづ])らいん)(?![a-z])"
)
# Said of what was or what is usual: nobody is asked for anything.
NOT_TOLD = (
    r"(?!題|方|[るす](?:の|こと|仕事)|\w{0,4}?(?:た(?![いだ])|て(?:い(?!い|ただ)|ま[すし]|る|き)))"
)
EXCHANGE = (
    r"(?:(?<![a-z])(?:id|dm)(?![a-z])|アカウント|交換|こうかん|追加|登録|検索|つなが|繋が|のほう|の方で"
    rf"|(?:友だち|友達)にな|(?:教え|おしえ){NOT_TOLD}|で(?:お?話|はな|通話|電話|連絡){NOT_TOLD})"
)
ASKED = r"(?:(?:や|使)ってい?(?:る|ます)|ある|あります)(?:か|の?\?)"
HANDLE = r"@?(?=[\d.#-]{0,20}[a-z_]|\d{6})[a-z0-9_.#-]{4,}"
HANDLE_WITH_DIGIT = r"@?(?=[a-z.#-]{0,20}[\d_])[a-z0-9_.#-]{4,}"
SIGNS: dict[ContactHint, tuple[re.Pattern[str], ...]] = {
    ContactHint.EMAIL: (
        re.compile(
            r"(?<![\w.+-])[\w.+-]+\s*(?:@|\[at\]|\(at\)|アットマーク)\s*[\w-]+\s*(?:\.|ドット)\s*[a-z]{2,}"
        ),
        re.compile(r"@\s*(?:gmail|yahoo|icloud|outlook|hotmail|docomo|ezweb|softbank)(?![a-z])"),
    ),
    ContactHint.PHONE: (
        re.compile(r"(?<![\d.,])(?:\+81[\s.()-]{0,3}|0)(?:\d[\s.()-]{0,3}){8,10}(?!\d)"),
        re.compile(MOBILE),
    ),
    ContactHint.MESSENGER: (
        re.compile(rf"{SERVICES}.{{0,8}}?{EXCHANGE}"),
        re.compile(rf"{SERVICES}[はをもが、\s]{{0,2}}{ASKED}"),
        re.compile(rf"{SERVICES}\s?[:は→=が]\s?(?:live:)?{HANDLE}"),
        re.compile(rf"{SERVICES}の?\s?{HANDLE_WITH_DIGIT}"),
        re.compile(rf"\A\W*{SERVICES}(?:です|で)?\W*\Z"),
        re.compile(rf"(?<![a-z])id[\s:は=]+{HANDLE}"),
        re.compile(r"(?<![a-z0-9_.])@[a-z0-9_.]{3,}"),
    ),
    ContactHint.LINK: (
        re.compile(r"https?://|www\."),
        re.compile(r"(?<![\w@.-])[a-z0-9-]+\.(?:com|net|org|jp|me|gg|io|app|ly|be)(?![a-z])"),
    ),
}


def contact_hints(text: str) -> list[ContactHint]:
    """What in the text looks like contact details; a guess, so the writer has the last word."""
    words = unicodedata.normalize("NFKC", text).lower()
    # In numbers a sign for long vowels is a dash, and a Chinese numeral a digit.
    numbers = DASHES.sub("-", words.translate(DIGITS))
    spoken = SPOKEN.sub(lambda found: DIGIT_OF[found[0]], words)
    readings = (words, numbers, DASHES.sub("-", spoken))
    return [
        hint
        for hint, patterns in SIGNS.items()
        if any(pattern.search(reading) for pattern in patterns for reading in readings)
    ]
