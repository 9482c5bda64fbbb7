"""What makes the tables append-only in the database itself, on both engines alike.

- An entry or chunk is never changed or removed, and is added only at the position that comes next.
- The head grows, up to the last entry and no further, and is never removed.  Of what it grew by,
  no more than all can be evidence of reading.

Every refusal is an IntegrityError.  The statements are in ``sqlite.sql`` and ``postgresql.sql``.
On SQLite a migration that alters one of these tables rebuilds it, and stumbles over triggers that
name it: such a migration begins with ``drop`` and ends with ``create``.
"""

from __future__ import annotations

import re
from importlib import resources

from django.db.backends.base.base import BaseDatabaseWrapper

_TRIGGER = re.compile(r"CREATE TRIGGER (\w+)")
_ON = re.compile(r" ON (\w+)")
_FUNCTION = re.compile(r"CREATE FUNCTION (\w+)")
_STATE = """
    SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND NOT tgisinternal
    AND tgrelid IN (to_regclass('ledger_entry'), to_regclass('ledger_rowchunk'),
                    to_regclass('ledger_head'))
"""


def statements(vendor: str) -> list[str]:
    """Everything to run on an engine whose tables have no triggers yet, in order."""
    text = (resources.files(__package__) / f"{vendor}.sql").read_text("utf-8")
    return [part.strip() for part in text.split("\n\n") if not part.startswith("--")]


def create(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor):
            cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take away what ``create`` made, or an earlier form of it; nothing where there is none."""
    with connection.cursor() as cursor:
        for name, statement in expected(connection.vendor).items():
            on = _ON.search(statement)
            table = f" ON {on[1]}" if on and connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{table}")
        for statement in statements(connection.vendor):
            if found := _FUNCTION.match(statement):
                cursor.execute(f"DROP FUNCTION IF EXISTS {found[1]}")


def expected(vendor: str) -> dict[str, str]:
    """Name and statement of each trigger there must be."""
    named = ((_TRIGGER.match(statement), statement) for statement in statements(vendor))
    return {found[1]: statement for found, statement in named if found}


def missing(connection: BaseDatabaseWrapper) -> frozenset[str]:
    """The triggers that are gone, altered (SQLite) or switched off (PostgreSQL)."""
    wanted = expected(connection.vendor)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            found = {name for name, text in cursor.fetchall() if wanted.get(name) == text}
        else:
            cursor.execute(_STATE)
            found = {name for (name,) in cursor.fetchall()}
    return frozenset(wanted.keys() - found)
