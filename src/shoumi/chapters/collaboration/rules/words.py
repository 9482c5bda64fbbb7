"""Closed words of chapter 11.  Stored and in the ledger: changing a value needs a migration."""

from __future__ import annotations

from enum import StrEnum

from shoumi.core.terms import Role

# Whoever holds one of these roles is in that department.  Head and protection officer are in none
# and stand beside all; the supervisory body works on nothing.
DEPARTMENTS = (
    Role.CON,
    Role.CS,
    Role.MKT,
    Role.LEG,
    Role.SEC,
    Role.OPS,
    Role.HR,
    Role.FIN,
    Role.PRO,
)


class Scope(StrEnum):
    """What an access token may be for."""

    READ = "collaboration:read"
    WRITE = "collaboration:write"
    DECIDE = "collaboration:decide"


class State(StrEnum):
    """Of a shared task."""

    RUNNING = "RUNNING"
    OVER = "OVER"


class Lane(StrEnum):
    """Where a shared task stands on the board; nothing is stored of it."""

    UNOPENED = "UNOPENED"  # nothing was opened for it
    RUNNING = "RUNNING"
    ENDING = "ENDING"  # within days
    OVER = "OVER"


class End(StrEnum):
    """Why a shared task is over."""

    CLOSED = "CLOSED"
    EXPIRED = "EXPIRED"
    NOBODY = "NOBODY"  # who answered for it is not in the house any more
    INTEREST = "INTEREST"  # somebody on it has an interest in its deal


class Why(StrEnum):
    """What somebody's own interest in a deal is."""

    FAMILY = "FAMILY"
    SHARES = "SHARES"
    OFFICE = "OFFICE"  # works or worked for a side of it
    OTHER = "OTHER"
