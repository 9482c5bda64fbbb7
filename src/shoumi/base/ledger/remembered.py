"""What a page shows of guarded rows is read once while nobody acts.

Rows of the house change with an act in the ledger.  So what was read when the ledger had so many
acts is what would be read now, as long as there are as many.  Rows that somebody edited by hand are
noticed a minute late, so nothing that opens anything rests on what is remembered here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import DatabaseError, connection

from shoumi.base.ledger import storage
from shoumi.base.ledger.card import held_head
from shoumi.base.ledger.storage import Standing
from shoumi.base.registry.shared_reads import is_all_of, shared, sharing

T = TypeVar("T")

_SECONDS = 60
_MOST = 1_024

# By home, number of acts and minute; of an earlier one nothing is kept.
_place: tuple[Path, int, int] | None = None
_told: dict[tuple[Hashable, ...], Any] = {}


@shared
def standing() -> Standing | None:
    """The head as it is stored.

    Raises:
        ValueError: it cannot be read.
    """
    head = storage.standing()
    # Read first, it says from how many acts on the rest of the question is read.
    is_all_of(head.acts if head else 0)
    return head


def acts() -> int | None:
    """How many acts the ledger holds; None where that cannot be told for certain: under an act of
    one's own, which may still be rolled back."""
    if held := held_head():
        return held.acts
    if connection.in_atomic_block:
        return None
    try:
        head = standing()
    except (DatabaseError, ValueError):
        return None
    return head.acts if head else 0


@contextmanager
def sharing_from_here() -> Iterator[None]:
    """``sharing`` in which the head is read first, so that what the gate gathers is remembered."""
    with sharing():
        acts()
        yield


def remembered(read: Callable[..., T]) -> Callable[..., T]:
    """Keeps what ``read`` gave while the ledger has as many acts, a minute at most.

    What it is asked with must be hashable, and nobody may change what it gives.
    """

    @wraps(read)
    def kept(*args: Hashable) -> T:
        # The number is read first, so what is kept is at least as new.
        known = None if held_head() else acts()
        if known is None:
            return read(*args)
        _at(known)
        asked = (read, *args)
        if asked not in _told:
            _told[asked] = read(*args)
        found: T = _told[asked]
        return found

    return kept


def _at(known: int) -> None:
    global _place
    here = Path(settings.SHOUMI_HOME), known, int(time.monotonic() // _SECONDS)
    if here != _place or len(_told) >= _MOST:
        _told.clear()
        _place = here


def forget() -> None:
    _told.clear()
