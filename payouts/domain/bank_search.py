"""Finding a bank or a branch by code or by any part of its name, however it is written."""

import re
from typing import TypeVar

from django.db.models import Case, IntegerField, QuerySet, Value, When

from payouts.domain.kana import large_katakana
from payouts.models import Bank, Branch

MOST = 12
SUFFIX = re.compile("(銀行|支店|ギンコウ|シテン)$")
M = TypeVar("M", Bank, Branch)


def search_form(text: str) -> str:
    return "".join(large_katakana(text).split())


def current_banks() -> QuerySet[Bank]:
    return Bank.objects.filter(is_current=True)


def current_branches(bank: Bank) -> QuerySet[Branch]:
    return Branch.objects.filter(bank=bank, is_current=True)


def find_banks(text: str) -> list[Bank]:
    return find(current_banks(), text, code_length=4)


def find_branches(bank: Bank, text: str) -> list[Branch]:
    return find(current_branches(bank), text, code_length=3)


def find(rows: QuerySet[M], text: str, *, code_length: int) -> list[M]:
    """At most MOST rows, best first: just one if `text` is or begins with a code, or is a name.

    「0005 三菱ＵＦＪ」, which the page's own suggestions fill in, counts as its code if the name
    fits: 「001 東京営業部」 of one bank must not become the 001 of another.
    """
    wanted = SUFFIX.sub("", search_form(text))
    if code := re.match(rf"\d{{{code_length}}}(?!\d)", wanted):
        return list(rows.filter(code=code[0], search_text__contains=wanted[code.end() :]))
    if not wanted:
        return []
    if wanted.isdigit():
        return list(rows.filter(code__startswith=wanted)[:MOST])
    found = list(by_name(rows, wanted)[:MOST])
    exact = [row for row in found if wanted in (search_form(row.name), search_form(row.kana))]
    return exact if len(exact) == 1 else found


def by_name(rows: QuerySet[M], wanted: str) -> QuerySet[M]:
    starts_so = When(search_text__startswith=wanted, then=Value(0))
    return (
        rows.filter(search_text__contains=wanted)
        .annotate(order=Case(starts_so, default=Value(1), output_field=IntegerField()))
        .order_by("order", "code")
    )
