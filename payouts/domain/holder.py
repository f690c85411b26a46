from django.utils.translation import gettext_lazy as _

from payouts.domain.errors import PayoutRefused
from payouts.domain.kana import to_zengin_kana
from payouts.enums import AccountCheck


def check_holder(holder: str, legal_name_kana: str) -> AccountCheck:
    """Compares an account's holder (already in Zengin form) with the cast's real name.

    Near misses wait for staff: another order of the words, or a difference in long vowels only.
    So does a real name whose reading is missing or cannot be written in a bank file.
    """
    try:
        legal = to_zengin_kana(legal_name_kana)
    except PayoutRefused:
        return AccountCheck.WAITING
    if joined(holder) == joined(legal):
        return AccountCheck.VERIFIED
    if is_near(holder, legal):
        return AccountCheck.WAITING
    message = _(
        "口座名義が、ご登録のお名前（%(name)s）と異なります。ご本人名義の口座をご指定ください。"
        "お名前が変わったときは、先に事務局へご連絡ください。"
    )
    values = {"name": legal_name_kana}
    raise PayoutRefused("holder_differs", message % values, field="holder_kana")


def joined(name: str) -> str:
    return name.replace(" ", "")


def is_near(holder: str, legal: str) -> bool:
    same_words = is_rotation(joined(holder), legal.split())
    return same_words or joined(holder).replace("-", "") == joined(legal).replace("-", "")


def is_rotation(letters: str, words: list[str]) -> bool:
    """Whether `letters` are the words in some order, however the holder has spaced them."""
    if not words:
        return not letters
    return any(
        letters.startswith(word) and is_rotation(letters[len(word) :], words[:at] + words[at + 1 :])
        for at, word in enumerate(words)
    )
