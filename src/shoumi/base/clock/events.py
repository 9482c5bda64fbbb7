"""What the clock writes in the ledger."""

from enum import StrEnum


class Tag(StrEnum):
    STARTED = "clock.started"  # facts: none; at: where the story begins
    ADVANCED = "clock.advanced"  # facts: to (moment); at: the moment left
