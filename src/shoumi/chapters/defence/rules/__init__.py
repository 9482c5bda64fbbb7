"""Decisions of chapter 12 in plain functions.  No database, no clock, no framework."""

from __future__ import annotations

from enum import StrEnum


class Scope(StrEnum):
    """What an access token may be for here.  Stored values."""

    READ = "defence:read"
    WRITE = "defence:write"
    DECIDE = "defence:decide"
