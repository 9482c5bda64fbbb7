"""What whoever has the data alone can do to rows, and what makes a kind of forgery."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from shoumi.doors.tests.forgery.world import World

Act_ = Callable[["World"], None]


@dataclass(frozen=True)
class Forgery:
    """``shuts`` the house's own act before; ``forge`` by SQL; ``opens`` the door it is for.

    ``put_back``  instead: tables (name, where, of what) whose rows are put back as they were
    before ``shuts``, formerly true ones
    ``begins``    what the house does first, where the row is not there yet
    """

    name: str
    shuts: Act_
    forge: Act_
    opens: Callable[[World], bool]
    put_back: Sequence[tuple[str, str, Callable[[World], Any]]] = ()
    begins: Act_ = lambda world: None

    def make(self, world: World) -> None:
        self.begins(world)
        if not self.put_back:
            self.shuts(world)
            assert not self.opens(world), "it stood open"
        with ExitStack() as stack:
            for table, where, of in self.put_back:
                stack.enter_context(put_back(table, where, of(world)))
            if self.put_back:
                self.shuts(world)
                assert not self.opens(world), "it stood open"
        self.forge(world)


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@contextmanager
def put_back(table: str, where: str, *values: Any) -> Iterator[None]:
    """Rows as they were before what happens inside stand there again after it."""
    names = [column.name for column in _described(table)]
    was = f"was_{table}"
    sql(f"CREATE TABLE {was} AS SELECT * FROM {table} WHERE {where}", *values)
    try:
        yield
        columns = ", ".join(f'"{name}"' for name in names if name not in ("id", "ref"))
        key = "id" if "id" in names else "ref"
        same = f"{was}.{key} = {table}.{key}"
        sql(f"UPDATE {table} SET ({columns}) = (SELECT {columns} FROM {was} WHERE {same}) "
            f"WHERE {key} IN (SELECT {key} FROM {was})")  # fmt: skip
        gone = f"{key} NOT IN (SELECT {key} FROM {table})"
        sql(f"INSERT INTO {table} SELECT * FROM {was} WHERE {gone}")
    finally:
        sql(f"DROP TABLE {was}")


def copy(table: str, where: str, **changes: Any) -> None:
    """Add a row like one that is there, with other values."""
    names = [column.name for column in _described(table) if column.name != "id"]
    values = ", ".join("%s" if name in changes else f'"{name}"' for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    given = [changes[name] for name in names if name in changes]
    sql(f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE {where}", *given)


def _described(table: str) -> Any:
    with connection.cursor() as cursor:
        return connection.introspection.get_table_description(cursor, table)


def nothing(world: World) -> None:
    """It is shut as it stands."""


FAR = "2099-01-01 00:00:00+00:00"


def change(table, column, value, of):
    """UPDATE by the reference that a world says."""
    return lambda world: sql(f"UPDATE {table} SET {column} = %s WHERE ref = %s", value, of(world))


def back(name, shuts, opens, *tables, begins=nothing):
    """A formerly true row is put back after the house shut something."""
    return Forgery(name, shuts, nothing, opens, tables, begins)


def both(*acts):
    def forge(world):
        for act in acts:
            act(world)

    return forge


def on(table, of, where="ref = %s"):
    return table, where, of


def delete(table, where, of):
    return lambda world: sql(f"DELETE FROM {table} WHERE {where}", of(world))
