"""Ledger tags of the keyring.

Erasing a person's key has no tag here: its intent and its outcome are acts of destruction.
"""

from __future__ import annotations

from enum import StrEnum


class Tag(StrEnum):
    SET_UP = "vault.set_up"  # facts: keys
    KEYS_CREATED = "key.created"  # about the deal; facts: keys
