"""``shoumi dataset``: how the target of a deal told people when it collected a set of data."""

from __future__ import annotations

from shoumi.base.verbs.command import group
from shoumi.doors.verbs.collection_notices import VERBS

command = group(
    "dataset",
    (
        "数据集：收集时的告知",
        "Data sets: the notice each was collected with.",
    ),
    VERBS,
)
