"""For tests alone: take the triggers away, to tamper as someone with the file would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from shoumi.base.ledger import triggers

TABLES = ("ledger_entry", "ledger_rowchunk", "ledger_head")


@contextmanager
def lifted() -> Iterator[None]:
    """No trigger inside, all of them afterwards."""
    _run(_off())
    try:
        yield
    finally:
        _run(_on())


def _run(statements):
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _off():
    if connection.vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in triggers.expected("sqlite")]
    return [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in TABLES]


def _on():
    if connection.vendor == "sqlite":
        return list(triggers.expected("sqlite").values())
    return [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in TABLES]
