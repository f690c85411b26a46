"""Texts and words made alike, so that how something is written does not matter when it is sought.

Full and half width, capitals, katakana and hiragana become one. `faq_filter.js` folds in the same
way; both are held to tests/cms_pages/folding_cases.json.
"""

import re
import unicodedata
from itertools import accumulate

# A half-width kana and its sound mark are one letter.
LETTER = re.compile(r".[ﾞﾟ\u3099\u309a]*", re.DOTALL)
HIRAGANA = {katakana: katakana - 0x60 for katakana in range(0x30A1, 0x30F7)}


def fold(text: str) -> str:
    return "".join(map(fold_letter, LETTER.findall(text)))


def fold_letter(letter: str) -> str:
    return unicodedata.normalize("NFKC", letter).lower().translate(HIRAGANA)


def fold_words(text: str) -> list[str]:
    return fold(text).split()


def spans_of(words: list[str], text: str) -> list[tuple[int, int]]:
    """Where folded `words` stand in `text` as it was written; spans that touch are one."""
    letters = LETTER.findall(text)
    folded = [fold_letter(letter) for letter in letters]
    starts = [0, *accumulate(map(len, letters))]
    # Of every folded character the number of the letter that it came from.
    origin = [number for number, letter in enumerate(folded) for _ in letter]
    found = [
        (starts[origin[match.start()]], starts[origin[match.end() - 1] + 1])
        for word in words
        for match in re.finditer(re.escape(word), "".join(folded))
    ]
    return joined(sorted(found))


def joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    whole: list[tuple[int, int]] = []
    for start, end in spans:
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole
