"""The numbers that people call rows by, 1, 2, 3 …, without a gap and each given once."""

from __future__ import annotations

from typing import Any

from django.db.models import Max, Model

from shoumi.base.ledger import writer


def next_number(table: type[Model], **of: Any) -> int:
    """One more than the last of ``table``, or of those of its rows that ``of`` names.

    Holds the ledger's head until the transaction around the call ends, so whoever else asks waits
    and is given the one after.

    Raises:
        as ``writer.hold``
    """
    writer.hold()
    last = table._default_manager.filter(**of).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
