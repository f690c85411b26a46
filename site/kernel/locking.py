from typing import TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


def lock_rows(queryset: QuerySet[M]) -> list[M]:
    """Re-reads rows under a row lock, in pk order so that two callers cannot deadlock.

    Must run inside a transaction. SQLite has no row locks: there the IMMEDIATE transaction
    mode already admits one writer at a time.
    """
    return list(queryset.select_for_update(of=("self",)).order_by("pk"))


def lock_row(row: M) -> M:
    """The current state of one row, locked. Raises the model's `DoesNotExist` when it is gone."""
    # Not type(row): request.user is a lazy stand-in for its row.
    manager = row.__class__._default_manager
    return manager.select_for_update(of=("self",)).get(pk=row.pk)
