from collections.abc import Mapping, Set
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from kernel.errors import Refusal

S = TypeVar("S", bound=str)


def require_move(moves: Mapping[S, Set[S]], current: S, target: S) -> None:
    """Refuses with code `move_not_allowed` unless the table of moves has current → target."""
    if target not in moves[current]:
        raise Refusal("move_not_allowed", _("すでに状態が変わっているため、この操作はできません。"))
