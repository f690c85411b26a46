import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db.models import Model

M = TypeVar("M", bound=Model)
logger = logging.getLogger(__name__)


def one_by_one(rows: Iterable[M], step: Callable[[M], object]) -> None:
    """Takes a step for every row of a periodic task, so that one bad row cannot stop the others.

    The log names the row and the kind of error only: messages and traces may quote people.
    """
    for row in rows:
        try:
            step(row)
        except Exception as error:  # Whatever one row does, the next one has its turn.
            logger.error("%s %s: %s", row._meta.label, row.pk, type(error).__name__)
