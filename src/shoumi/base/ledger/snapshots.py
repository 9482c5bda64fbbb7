"""The head of a ledger that lies in a copied database, and holding it still while one is made."""

from __future__ import annotations

import sqlite3
from typing import Any

import psycopg

from shoumi.core.ledger.tree import Frontier


def head(database: sqlite3.Connection | psycopg.Connection[Any]) -> Frontier:
    """
    Raises:
        ValueError: the head is damaged.
    """
    found = database.execute("SELECT size, frontier FROM ledger_head WHERE id = 1").fetchone()
    return Frontier.from_bytes(found[0], bytes(found[1])) if found else Frontier()


def hold(database: psycopg.Connection[Any]) -> None:
    """What every act holds until it commits: until this transaction ends, none does."""
    database.execute("SELECT size FROM ledger_head FOR UPDATE")
