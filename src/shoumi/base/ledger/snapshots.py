"""The head of a ledger that lies in a copied database."""

from __future__ import annotations

import sqlite3

from shoumi.core.ledger.tree import Frontier


def head(database: sqlite3.Connection) -> Frontier:
    """
    Raises:
        ValueError: the head is damaged.
    """
    found = database.execute("SELECT size, frontier FROM ledger_head WHERE id = 1").fetchone()
    return Frontier.from_bytes(found[0], bytes(found[1])) if found else Frontier()
