"""One module an area; each has ``ROWS``: key to a function that measures and answers a ``Row``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from bench.measurement import Row

# In the order in which they are run and shown.
AREAS = (
    "vault",
    "keys",
    "gate",
    "people",
    "scan",
    "story",
    "evidence",
    "pages",
    "chats",
    "requests",
)


def _every() -> Mapping[str, Callable[[], Row]]:
    found: dict[str, Callable[[], Row]] = {}
    for area in AREAS:
        found |= import_module(f"bench.rows.{area}").ROWS
    return found


EVERY = _every()
