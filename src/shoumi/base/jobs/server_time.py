"""The time of the database server.

Leases are compared by it alone, so workers on machines whose clocks disagree still agree on who
holds what.  On SQLite the server is this machine.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import connection

_ASK = {
    "sqlite": "SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')",
    "postgresql": "SELECT clock_timestamp()",
}


def now() -> datetime:
    """Aware UTC; to the millisecond on SQLite."""
    with connection.cursor() as cursor:
        cursor.execute(_ASK[connection.vendor])
        told = cursor.fetchone()[0]
    if isinstance(told, datetime):
        return told.astimezone(UTC)
    return datetime.fromisoformat(told).replace(tzinfo=UTC)
