"""Replace keys of the keyring by new ones, in steps that can each be repeated.

A turn makes the new key, moves what hangs on the old one chunk by chunk while everybody goes on
reading and writing, and takes the old key out when nothing hangs on it any more.  ``base.rotation``
keeps what was begun, runs it and puts it in the ledger.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

CHUNK = 2_000


class Turn(Protocol):
    """One kind of rotation.  Everything may be called again after a crash, in this order."""

    def begin(self, at: datetime) -> None:
        """Make the new key; from here on it is what is written under."""
        ...

    def left(self) -> int:
        """How many still hang on an old key, counted over every table that could hold one."""
        ...

    def olds(self) -> int:
        """How many old keys are still there."""
        ...

    def move(self, at: datetime) -> int:
        """Move one chunk; 0 when there is nothing that could be moved now."""
        ...

    def attempt(self) -> int:
        """Try to open what was moved with the old key; how many were tried.

        Raises:
            StillOpens: one opened.
        """
        ...

    def drop(self) -> None:
        """Take the old key out.  Something that came to hang on it meanwhile keeps it.

        Its bytes are in the files until ``shredding.compact``.
        """
        ...
