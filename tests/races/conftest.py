"""Races run on PostgreSQL, where rows are really locked: `make races`.

Each test lets threads meet at one instant and looks at what is left. Each has a control that
takes the lock away and shows that, without it, the rule would be broken.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections
from django.db.models import Model, QuerySet

from cast_portal.models import CastPortalSettings
from kernel.errors import Refusal
from talk_rooms.models import TalkRoomSettings

PATIENCE = 20


@pytest.fixture(autouse=True)
def _on_postgresql(transactional_db):
    assert connection.vendor == "postgresql", "`make races` starts the PostgreSQL this needs"
    # Made by the first reader otherwise, which would be one of the racers.
    CastPortalSettings.load()
    TalkRoomSettings.load()


def race(*calls: Callable[[], Any]) -> list[Any]:
    """Starts all calls at one instant; gives what each returned or raised, in their order."""
    start = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            start.wait(PATIENCE)
            return call()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls, timeout=PATIENCE))


def codes(results: list[Any]) -> list[str]:
    """The refusals among results, by their codes; anything else that was raised fails."""
    for result in results:
        if isinstance(result, Exception) and not isinstance(result, Refusal):
            raise result
    return sorted(result.code for result in results if isinstance(result, Refusal))


def read_row(row: Model) -> Model:
    return row.__class__._default_manager.get(pk=row.pk)


def read_rows(rows: QuerySet) -> list[Model]:
    return list(rows.order_by("pk"))


@pytest.fixture
def unlocked(monkeypatch):
    """unlocked(module, …) makes these modules read what they would have locked."""

    def unlock(*modules: Any) -> None:
        for module in modules:
            monkeypatch.setattr(module, "lock_row", read_row, raising=False)
            monkeypatch.setattr(module, "lock_rows", read_rows, raising=False)

    return unlock


@pytest.fixture
def all_after(monkeypatch):
    """all_after(module, "check", n): n threads pass the check before one of them goes on."""

    def meet(module: Any, name: str, parties: int) -> None:
        check, everybody = getattr(module, name), Barrier(parties)

        def checked(*args: Any, **kwargs: Any) -> Any:
            result = check(*args, **kwargs)
            everybody.wait(PATIENCE)
            return result

        monkeypatch.setattr(module, name, checked)

    return meet


@pytest.fixture
def overtaken(monkeypatch):
    """overtaken(module, "check", call): `call` runs to its end between the check and the act."""

    def overtake(module: Any, name: str, call: Callable[[], Any]) -> None:
        check = getattr(module, name)

        def checked(*args: Any, **kwargs: Any) -> Any:
            result = check(*args, **kwargs)
            monkeypatch.setattr(module, name, check)
            codes(race(call))
            return result

        monkeypatch.setattr(module, name, checked)

    return overtake


@pytest.fixture
def without_constraint(transactional_db):
    """without_constraint(Model, "name") drops the last line behind the verbs for one test."""
    dropped = []

    def drop(model: type[Model], name: str) -> None:
        constraint = next(one for one in model._meta.constraints if one.name == name)
        with connection.schema_editor() as editor:
            editor.remove_constraint(model, constraint)
        dropped.append((model, constraint))

    yield drop
    for model, constraint in dropped:
        with connection.cursor() as cursor:
            cursor.execute(f'TRUNCATE "{model._meta.db_table}" CASCADE')
        with connection.schema_editor() as editor:
            editor.add_constraint(model, constraint)
