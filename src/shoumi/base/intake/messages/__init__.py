"""What intake says: problems of files and rows, remarks, refusals, names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.base.intake.messages import files, imports, remarks, rows
from shoumi.base.intake.messages.names import NAMES
from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    **files.MESSAGES,
    **rows.MESSAGES,
    **remarks.MESSAGES,
    **imports.MESSAGES,
}

__all__ = ["MESSAGES", "NAMES"]
