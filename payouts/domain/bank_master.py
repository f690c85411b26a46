"""Fills the bank master from the data files of `zengin-code`.

The package itself is never imported: that builds every bank in memory, which takes seconds.
"""

import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Q

from payouts.domain.accounts import tell_of_closing
from payouts.domain.bank_search import search_form
from payouts.models import Bank, BankAccount, Branch

Entry = dict[str, Any]
M = TypeVar("M", Bank, Branch)
FIELDS = ["name", "kana", "search_text", "is_current"]


@dataclass(frozen=True)
class Loaded:
    banks: int
    branches: int
    closed: int


def packaged_data() -> Path:
    spec = importlib.util.find_spec("zengin_code")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("zengin-code is not installed")
    return Path(spec.origin).parent / "source-data" / "data"


@transaction.atomic
def load_banks(data: Path) -> Loaded:
    """Adds and refreshes; what the data no longer has stays, marked as not current."""
    banks = list(read_banks(data))
    branches = list(read_branches(data, [bank.code for bank in banks]))
    Bank.objects.bulk_create(
        changed(banks, ["code"]),
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=FIELDS,
    )
    Branch.objects.bulk_create(
        changed(branches, ["bank_id", "code"]),
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["bank", "code"],
        update_fields=FIELDS,
    )
    return Loaded(len(banks), len(branches), close_missing(banks, branches))


def changed(rows: list[M], key: list[str]) -> list[M]:
    """Most rows are as they were: those are not written again."""
    if not rows:
        return []
    names = [*key, *FIELDS]
    known = set(type(rows[0])._default_manager.values_list(*names))
    return [row for row in rows if tuple(getattr(row, name) for name in names) not in known]


def read_banks(data: Path) -> Iterator[Bank]:
    for entry in read_json(data / "banks.json"):
        yield Bank(code=entry["code"], **names_of(entry))


def read_branches(data: Path, bank_codes: list[str]) -> Iterator[Branch]:
    for bank_code in bank_codes:
        for entry in read_json(data / "branches" / f"{bank_code}.json"):
            yield Branch(bank_id=bank_code, code=entry["code"], **names_of(entry))


def read_json(path: Path) -> list[Entry]:
    return list(json.loads(path.read_text(encoding="utf-8")).values())


def names_of(entry: Entry) -> Entry:
    name, kana = entry["name"], entry["kana"]
    searched = f"{search_form(name)} {search_form(kana)}"
    return {"name": name, "kana": kana, "search_text": searched, "is_current": True}


def close_missing(banks: list[Bank], branches: list[Branch]) -> int:
    current_banks = {bank.code for bank in banks}
    current_branches = {(branch.bank_id, branch.code) for branch in branches}
    gone_banks = [
        code
        for code in Bank.objects.filter(is_current=True).values_list("code", flat=True)
        if code not in current_banks
    ]
    gone_branches = [
        pk
        for pk, *key in Branch.objects.filter(is_current=True).values_list("pk", "bank_id", "code")
        if tuple(key) not in current_branches
    ]
    tell_of_closing(
        BankAccount.objects.filter(Q(branch__in=gone_branches) | Q(branch__bank__in=gone_banks))
    )
    closed = Bank.objects.filter(code__in=gone_banks).update(is_current=False)
    return closed + Branch.objects.filter(pk__in=gone_branches).update(is_current=False)
