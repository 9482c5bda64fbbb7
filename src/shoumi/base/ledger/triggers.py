"""What makes the tables append-only in the database itself, on both engines alike.

- An entry or chunk is never changed or removed, and is added only at the position that comes next.
- The head grows by one and is never removed.

Every refusal is an IntegrityError.  The statements are in ``sqlite.sql`` and ``postgresql.sql``.
On SQLite a migration that alters one of these tables rebuilds it without its triggers: such a
migration ends with ``create``.
"""

from __future__ import annotations

import re
from importlib import resources

from django.db.backends.base.base import BaseDatabaseWrapper

_TRIGGER = re.compile(r"CREATE TRIGGER (\w+)")
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
