"""What a process remembers of the home it works in: forgotten between tests, or put back.

Whoever adds a memory to the product that outlives a request names it here.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

# What a chapter remembers of the home, it does by caches of its queries.
_OF_A_CHAPTER, _QUERIES = "shoumi.chapters.", "queries"


@dataclass(frozen=True)
class Keys:
    """The keys of an opened ring; None of a locked one."""

    opened: Mapping[bytes, Any] | None


def forget() -> None:
    """As a fresh process.  A module that is not loaded remembers nothing."""
    if ring := _loaded("shoumi.base.vault.keyring"):
        ring.lock()
    if highwater := _loaded("shoumi.base.ledger.highwater"):
        for known in (highwater._failed, highwater._read, highwater._behind, highwater._begun):
            known.clear()
    if running := _loaded("shoumi.base.ledger.running_time"):
        running.forget()
    if asking := _loaded("shoumi.base.gate.decisions"):
        asking.memory.forget()
    for made in _caches_of_chapters(len(sys.modules)):
        made.cache_clear()
    if remembered := _loaded("shoumi.base.ledger.remembered"):
        remembered.forget()
    if channel := _loaded("shoumi.base.transport.channel"):
        channel.came(in_clear=False)
    if controls := _loaded("shoumi.base.attestations.controls"):
        controls.forget()
    if text := _loaded("shoumi.base.messages.text"):
        text.reading_at(None)
    if own := _loaded("shoumi.base.home_settings.queries"):
        own.forget()
    if tables := _loaded("shoumi.base.calendar.year_tables"):
        tables.forget()
    if inbox := _loaded("shoumi.base.inbox.queries"):
        inbox.forget()
    if notices := _loaded("shoumi.base.inbox.notices"):
        notices.forget()
    if limits := _loaded("shoumi.doors.api.limits"):
        limits.calls.clear()
        limits.failures.clear()
        limits.calendars.clear()


@lru_cache(maxsize=1)
def _caches_of_chapters(modules: int) -> list[Any]:
    """Looked for again where ``modules``, how many are loaded, has changed: every test asks."""
    names = [name for name in sys.modules if name.startswith(_OF_A_CHAPTER)]
    held = [vars(sys.modules[name]) for name in names if _QUERIES in name.split(".")]
    return [made for own in held for made in own.values() if hasattr(made, "cache_clear")]


def keys() -> Keys:
    """Those that are open now."""
    held = _ring()._ring
    return Keys(None if held is None else dict(held[1]._opened))


def put_back(kept: Keys) -> None:
    """Open the ring of the home in the settings, with the keys that were open."""
    forget()
    if kept.opened is not None:
        _ring().unlock()._opened.update(kept.opened)


def _ring() -> Any:
    from shoumi.base.vault import keyring

    return keyring


def _loaded(name: str) -> Any:
    return sys.modules.get(name)
