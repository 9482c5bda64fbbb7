"""What the gate writes in the ledger."""

from enum import StrEnum


class Tag(StrEnum):
    TASK_OPENED = "task.opened"  # facts: purpose, acts, fields (digest), actors (count)
    TASK_CLOSED = "task.closed"
    DECIDED = "gate.decided"  # facts: allowed, act, purpose, policy, reasons (mask), why, level
    REVEALED = "gate.revealed"  # facts: act, purpose, policy, fields (digest); rows when several
    SEARCHED = "gate.searched"  # facts: hits (rounded up to ten)
