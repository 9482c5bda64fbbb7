"""What this app writes to the ledger.

messages.queued   about the batch; facts: count; rows: message and SHA-256 of its body
messages.settled  about the batch; facts: via, count; rows: message and how it ended
"""

from enum import StrEnum


class Tag(StrEnum):
    QUEUED = "messages.queued"
    SETTLED = "messages.settled"
