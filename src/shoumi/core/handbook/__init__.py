"""The privacy handbook as data: 20 chapters, 63 demands, four principles and a pledge.

Ids never change: ``1.1`` to ``20.3``, ``S1`` to ``S4``, ``P``.  Source: the platform's handbook;
who answers for a chapter is its RACI table.  The texts are our own.
"""

from shoumi.core.handbook.articles import articles, cited
from shoumi.core.handbook.demands import (
    MOST_VALID_DAYS,
    Chapter,
    Demand,
    UnknownDuty,
    accountable_chapters,
    chapters,
    closing,
    demand,
    demands,
)
from shoumi.core.handbook.doors import (
    Door,
    DoorAct,
    Lapse,
    Reach,
    doors,
    of_acts,
    stage_act,
    unguarded,
)
from shoumi.core.handbook.graces import GraceReason, NoGrace, no_grace
from shoumi.core.handbook.records import Record

__all__ = [
    "MOST_VALID_DAYS",
    "Chapter",
    "Demand",
    "Door",
    "DoorAct",
    "GraceReason",
    "Lapse",
    "NoGrace",
    "Reach",
    "Record",
    "UnknownDuty",
    "accountable_chapters",
    "articles",
    "chapters",
    "cited",
    "closing",
    "demand",
    "demands",
    "doors",
    "no_grace",
    "of_acts",
    "stage_act",
    "unguarded",
]
