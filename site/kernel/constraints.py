from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table
from django.db.models import BaseConstraint, Model

PARTS = ("insert", "update")
POSTGRESQL = (
    "ALTER TABLE %(table)s ADD CONSTRAINT %(name)s EXCLUDE USING gist "
    "(%(owner)s WITH =, tstzrange(starts_at, ends_at) WITH &&)%(where)s"
)
SQLITE = (
    "CREATE TRIGGER %(name)s BEFORE %(event)s ON %(table)s FOR EACH ROW WHEN %(counts_new)s BEGIN "
    "SELECT RAISE(ABORT, '%(message)s') FROM %(table)s AS other "
    "WHERE other.id <> NEW.id AND other.%(owner)s = NEW.%(owner)s AND %(counts_other)s "
    "AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at; END"
)


class NoOverlap(BaseConstraint):
    """No two rows of one `owner` share a moment of `starts_at` (included) to `ends_at` (not).

    `ignoring` is a (field, value) whose rows do not count. An exclusion constraint on PostgreSQL
    (which needs the btree_gist extension), a pair of triggers on SQLite; a violation is an
    `IntegrityError` that carries the constraint's name on both.
    """

    def __init__(self, *, owner: str, name: str, ignoring: tuple[str, str] | None = None) -> None:
        super().__init__(name=name)
        self.owner = owner
        self.ignoring = ignoring

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        path, _, kwargs = super().deconstruct()
        return path, (), {**kwargs, "owner": self.owner, "ignoring": self.ignoring}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NoOverlap) and self.deconstruct() == other.deconstruct()

    __hash__ = BaseConstraint.__hash__

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        schema_editor.deferred_sql.extend(self.statements(model, schema_editor))

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        *first, last = self.statements(model, schema_editor)
        for statement in first:
            schema_editor.execute(statement)
        return last

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        table = Table(model._meta.db_table, schema_editor.quote_name)
        if schema_editor.connection.vendor == "postgresql":
            template = "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s"
            return Statement(template, table=table, name=self.name)
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.name}_{PARTS[0]}")
        return Statement(f"DROP TRIGGER IF EXISTS {self.name}_{PARTS[1]}", table=table)

    def statements(self, model: Any, schema_editor: BaseDatabaseSchemaEditor) -> list[Statement]:
        table = Table(model._meta.db_table, schema_editor.quote_name)
        owner = model._meta.get_field(self.owner).column
        if schema_editor.connection.vendor == "postgresql":
            where = f" WHERE ({self.counts()})" if self.ignoring else ""
            return [Statement(POSTGRESQL, table=table, name=self.name, owner=owner, where=where)]
        return [
            Statement(
                SQLITE,
                table=table,
                name=f"{self.name}_{event}",
                message=self.name,
                event=event.upper(),
                owner=owner,
                counts_new=self.counts("NEW."),
                counts_other=self.counts("other."),
            )
            for event in PARTS
        ]

    def counts(self, prefix: str = "") -> str:
        return f"{prefix}{self.ignoring[0]} <> '{self.ignoring[1]}'" if self.ignoring else "1"

    def validate(
        self,
        model: type[Model],
        instance: Model,
        exclude: Any = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        """Nothing: the verbs say in words what overlaps, this is the last line behind them."""
