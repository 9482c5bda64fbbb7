"""Ledger tags of the keyring.

People's keys have none here: they are made in the act that stores the people, and erasing them,
intent and outcome, is an act of destruction.
"""

from __future__ import annotations

from enum import StrEnum


class Tag(StrEnum):
    SET_UP = "vault.set_up"  # about the tenant; facts: provider, suite, indexes
