"""Put many rows into one table, fetch or change those of many people, without an object for each.

A model's instances, its signals and its defaults cost more than the row itself, and so does making
a long list of names into a query; for an act about a million people they are left out.  The table's
constraints hold as for every other row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import islice
from typing import Any

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import DateField, DateTimeField, Field, Model

_Adapter = Callable[[object], object]
# Well under the number of parameters that either engine takes in one statement.
CHUNK = 5_000
# The indexes of a quarter of a million people.
ROOM_KIB = 32 << 10


def insert(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add ``rows`` to the table of ``model``.

    ``columns`` are the fields of each row, in its order: every field but the number that the
    database gives, because there are no defaults here.  Values are text, numbers, bytes, None,
    or dates and times, which are stored as the model stores them.

    Raises:
        IntegrityError: a row breaks a constraint.
        TypeError: a bug, a column is missing or there is none of that name.
    """
    fields = {own.attname: own for own in model._meta.concrete_fields if own is not model._meta.pk}
    if set(columns) != fields.keys() or len(columns) != len(fields):
        raise TypeError(f"{model.__name__} has the columns {', '.join(fields)}")
    connection = connections[router.db_for_write(model)]
    rows = _stored(connection, [fields[name] for name in columns], rows)
    quote = connection.ops.quote_name
    names = ", ".join(quote(fields[name].column or name) for name in columns)
    marks = ", ".join(["%s"] * len(columns))
    table = quote(model._meta.db_table)
    statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - the model's own
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(rows))


@contextmanager
def roomy(model: type[Model]) -> Iterator[None]:
    """Inside, SQLite keeps more of the indexes at hand while much is added to them.

    With its own 2 MB it writes and reads again the pages of an index of a million entries for
    nearly every row.  PostgreSQL shares its buffers among all and is left alone.
    """
    connection = connections[router.db_for_write(model)]
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    # Past the wrapper, which refuses to ask in a transaction that is to be rolled back.
    plain = connection.connection
    (before,) = plain.execute("PRAGMA cache_size").fetchone()
    plain.execute(f"PRAGMA cache_size = -{ROOM_KIB}")
    try:
        yield
    finally:
        if connection.connection is plain:
            plain.execute(f"PRAGMA cache_size = {int(before)}")


def select(
    model: type[Model],
    columns: Sequence[str],
    key: str,
    values: Iterable[str],
    **having: str | int,
) -> Iterator[tuple[Any, ...]]:
    """``columns`` of the rows whose ``key`` is one of ``values``, in no order.

    ``having``  what other columns must be.  Text, numbers and bytes come back as the model gives
    them; truth may come back as 0 and 1, and a column of dates is refused.

    Raises:
        TypeError: a bug, a column of dates.
        FieldDoesNotExist: a bug, there is no such column.
    """
    fields = [model._meta.get_field(name) for name in columns]
    if any(isinstance(own, DateField) for own in fields):
        raise TypeError("dates are stored in another form")
    connection = connections[router.db_for_read(model)]
    quote = connection.ops.quote_name
    named = [quote(_column(model, name)) for name in columns]
    fixed = "".join(f"{quote(_column(model, name))} = %s AND " for name in having)
    start = (
        f"SELECT {', '.join(named)} FROM {quote(model._meta.db_table)}"  # noqa: S608 - the model's own
        f" WHERE {fixed}{quote(_column(model, key))} IN "
    )
    for part in _chunks(values):
        with connection.cursor() as cursor:
            marks = ",".join(["%s"] * len(part))
            cursor.execute(f"{start}({marks})", [*having.values(), *part])
            yield from cursor.fetchall()


def change(
    model: type[Model], column: str, to: str | int, key: str, values: Iterable[str], **having: int
) -> int:
    """Set ``column`` in the rows whose ``key`` is one of ``values``; how many they are.

    ``having``  what other columns must be.

    Raises:
        FieldDoesNotExist: a bug, there is no such column.
    """
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    fixed = "".join(f"{quote(_column(model, name))} = %s AND " for name in having)
    start = (
        f"UPDATE {quote(model._meta.db_table)} SET {quote(_column(model, column))} = %s"  # noqa: S608 - the model's own
        f" WHERE {fixed}{quote(_column(model, key))} IN "
    )
    count = 0
    with connection.cursor() as cursor:
        for part in _chunks(values):
            marks = ",".join(["%s"] * len(part))
            cursor.execute(f"{start}({marks})", [to, *having.values(), *part])
            count += cursor.rowcount
    return count


def _chunks(values: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(values)
    while part := list(islice(rest, CHUNK)):
        yield part


def _column(model: type[Model], name: str) -> str:
    field = model._meta.get_field(name)
    assert isinstance(field, Field)
    return field.column or name


def _stored(
    connection: BaseDatabaseWrapper,
    fields: Sequence[Field[Any, Any]],
    rows: Iterable[Sequence[Any]],
) -> Iterable[Sequence[Any]]:
    """The rows with their dates and times as the database takes them."""
    dated = [(at, _adapter(connection, own)) for at, own in enumerate(fields) if _is_dated(own)]
    return (_adapted(row, dated) for row in rows) if dated else rows


def _adapted(row: Sequence[Any], dated: Sequence[tuple[int, _Adapter]]) -> Sequence[Any]:
    told = list(row)
    for at, adapt in dated:
        told[at] = adapt(told[at])
    return told


def _is_dated(field: Field[Any, Any]) -> bool:
    return isinstance(field, DateField)  # a DateTimeField is one too


def _adapter(connection: BaseDatabaseWrapper, field: Field[Any, Any]) -> _Adapter:
    """Most rows of one act share their dates, so each is written out once."""
    is_time = isinstance(field, DateTimeField)
    ops = connection.ops
    return cache(ops.adapt_datetimefield_value if is_time else ops.adapt_datefield_value)
