"""A whole table, by a statement that is put together once for each connection.

The live checks read some dozens of tables after every act, most of them short or empty: putting the
statement together took Django ten times as long as the database took to answer it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

Row = TypeVar("Row", bound=Model)

# On the connection, for what it was made with goes when the connection goes.
_KEPT = "_statements_of_whole_tables"


@dataclass(frozen=True, slots=True)
class _Statement:
    """``names`` are the attributes, ``converters`` by the place of the column what makes a value of
    Python of it, and of which column."""

    sql: str
    values: Sequence[Any]
    names: Sequence[str]
    converters: Mapping[int, tuple[Sequence[Callable[..., Any]], Any]]


def rows(table: type[Row]) -> list[Row]:
    """As ``list(table._default_manager.order_by("pk"))``."""
    alias = router.db_for_read(table)
    connection = connections[alias]
    kept: dict[type[Model], _Statement] = vars(connection).setdefault(_KEPT, {})
    statement = kept.get(table)
    if statement is None:
        statement = kept[table] = _statement(table, connection)
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, statement.values)
        found = cursor.fetchall()
    return [
        table.from_db(alias, statement.names, _converted(row, statement, connection))
        for row in found
    ]


def _statement(table: type[Model], connection: BaseDatabaseWrapper) -> _Statement:
    query = table._default_manager.using(connection.alias).order_by("pk").query
    compiler = query.get_compiler(connection=connection)
    sql, values = compiler.as_sql()
    columns = [column for column, _, _ in compiler.select]
    names = [column.target.attname for column in columns]
    return _Statement(sql, values, names, compiler.get_converters(columns))


def _converted(
    row: Sequence[Any], statement: _Statement, connection: BaseDatabaseWrapper
) -> list[Any]:
    values = list(row)
    for place, (converters, column) in statement.converters.items():
        for convert in converters:
            values[place] = convert(values[place], column, connection)
    return values
