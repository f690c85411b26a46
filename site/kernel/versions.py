"""Says which state of a thing somebody had before them, so that no change is lost unseen."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy as _

from kernel.errors import Refusal


class ChangedElsewhere(Refusal):
    """Another window has saved in the meantime; `saved` is what stands, by the form's fields."""

    def __init__(self, saved: Mapping[str, Any]) -> None:
        message = _(
            "この画面を開いたあとに、ほかの画面で内容が変更されました。まだ保存していません。"
            "保存されている内容を下の各項目で確かめて、よろしければもう一度保存してください。"
        )
        super().__init__("changed_elsewhere", message)
        self.saved = saved


def version_of(values: Mapping[str, Any]) -> str:
    """The same for the same values, whoever wrote them."""
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def refuse_unseen(standing: Mapping[str, Any], wanted: Mapping[str, Any], *, seen: str) -> None:
    """Under the lock: raises unless the writer has `seen` what stands, or says the same."""
    if standing != wanted and version_of(standing) != seen:
        raise ChangedElsewhere(standing)
