"""Tasks that were queued under an earlier path.

A row of the queue names its task by dotted path and may wait for days, be given up and be
delivered again by hand.  A task that moves keeps its old path here for good: a row of a restored
backup may be as old as the home.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.utils.module_loading import import_string

# Old path to the path of today.  Never another old path: a task that moves twice has two lines.
ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "shoumi.doors.carrying.errands.run": "shoumi.base.operations.runner.run",
        "shoumi.base.bearers.jobs.sweep": "shoumi.base.api_tokens.jobs.sweep",
    }
)


def load(path: str) -> Any:
    """What a row names, under the path it has today.

    Raises:
        ImportError: nothing lies there.
    """
    return import_string(ALIASES.get(path, path))
