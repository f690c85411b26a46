"""The register of mail kinds. Each app declares its own; staff edit the wording, not the names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")


@dataclass(frozen=True)
class MailKind:
    """`names` maps each `{{ name }}` the text may use to an explanation for staff."""

    key: str
    title: str
    names: Mapping[str, str]
    subject: str
    body: str


_KINDS: dict[str, MailKind] = {}


def register(kind: MailKind) -> MailKind:
    for text in (kind.subject, kind.body):
        if unknown := unknown_names(text, kind):
            raise ValueError(f"{kind.key}: {unknown} not declared")
    _KINDS[kind.key] = kind
    return kind


def kind_of(key: str) -> MailKind:
    return _KINDS[key]


def all_kinds() -> list[MailKind]:
    return list(_KINDS.values())


def unknown_names(text: str, kind: MailKind) -> set[str]:
    return set(PLACEHOLDER.findall(text)) - set(kind.names)


def fill(text: str, values: Mapping[str, object]) -> str:
    return PLACEHOLDER.sub(lambda match: str(values[match[1]]), text)
