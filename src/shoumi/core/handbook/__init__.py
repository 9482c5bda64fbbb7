"""The privacy handbook as data: 20 chapters, 63 demands, four principles and a pledge.

Ids never change: ``1.1`` to ``20.3``, ``S1`` to ``S4``, ``P``.  Source: the platform's handbook;
who answers for a chapter is its RACI table.  The texts are our own.
"""

from shoumi.core.handbook.demands import (
    MOST_VALID_DAYS,
    Chapter,
    Close,
    Demand,
    UnknownDuty,
    accountable_chapters,
    chapters,
    closes,
    demand,
    demands,
)
from shoumi.core.handbook.records import Record

__all__ = [
    "MOST_VALID_DAYS",
    "Chapter",
    "Close",
    "Demand",
    "Record",
    "UnknownDuty",
    "accountable_chapters",
    "chapters",
    "closes",
    "demand",
    "demands",
]
