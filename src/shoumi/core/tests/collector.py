"""How often Python looks for circles among the objects of a process that tests run in.

The queries of Django make many objects that live briefly: at Python's own threshold tests of pages
took a twentieth longer (process time, the page of a deal 12 times each, and 57 tests).
"""

from __future__ import annotations

import gc

# New objects before the youngest are looked at; Python's own threshold is 2,000 (700 in 3.11).
_YOUNG, _MIDDLE, _OLD = 50_000, 20, 50


def rarely() -> None:
    """For the rest of this process."""
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
