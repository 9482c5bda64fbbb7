"""The rows of a test database inside the transaction of a test that is rolled back.

Files and other connections see nothing of it, so what is kept is the rows themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connections

from shoumi.base.ledger.tests.without_triggers import lifted

# Of each table that has any.
Rows = Mapping[str, Any]


def keep(alias: str) -> Rows:
    """All rows that stand in the database now."""
    read = _read_sqlite if connections[alias].vendor == "sqlite" else _read_postgresql
    found = {table: read(alias, table) for table in _tables(alias)}
    return {table: rows for table, rows in found.items() if rows}


def put_back(alias: str, rows: Rows) -> None:
    """Add what was kept to tables that are empty."""
    if connections[alias].vendor == "postgresql":
        _load_postgresql(alias, rows)
    elif "ledger_entry" in rows:
        # Only the ledger's triggers mind in which order rows come.
        with lifted():
            _load_sqlite(alias, rows)
    else:
        _load_sqlite(alias, rows)


def _tables(alias: str) -> list[str]:
    names = connections[alias].introspection.table_names()
    return [name for name in names if name != "django_migrations"]


def _read_sqlite(alias: str, table: str) -> tuple[str, list[Any]] | None:
    with connections[alias].cursor() as cursor:
        cursor.execute(f'PRAGMA table_info("{table}")')
        columns = [f'"{row[1]}"' for row in cursor.fetchall()]
        # As stored: a bare column of a declared type would pass through Django's converters.
        plain = ", ".join(f"+{one}" for one in columns)
        found = cursor.execute(f'SELECT {plain} FROM "{table}"').fetchall()
    if not found:
        return None
    marks = ", ".join("?" * len(columns))
    return f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({marks})', found


def _load_sqlite(alias: str, rows: Rows) -> None:
    raw = connections[alias].connection
    for statement, found in rows.values():
        raw.executemany(statement, found)


def _read_postgresql(alias: str, table: str) -> bytes:
    with connections[alias].cursor() as cursor, cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
        return b"".join(bytes(part) for part in copy)


def _load_postgresql(alias: str, rows: Rows) -> None:
    with connections[alias].cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, found in rows.items():
            with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                copy.write(found)
        cursor.execute("SET LOCAL session_replication_role = origin")
