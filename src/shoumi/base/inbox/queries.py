"""Reads.  Nothing here writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from shoumi.base import registry
from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.ledger import storage
from shoumi.base.registry import Asker, Waiting
from shoumi.base.registry.shared_reads import sharing
from shoumi.core.refs import Ref

_FRESH = timedelta(minutes=1)
_MOST = 1_000
_ANY = datetime.min.replace(tzinfo=UTC)


class _Known(NamedTuple):
    acts: int
    at: datetime
    count: int


_known: dict[tuple[str | Path, Asker], _Known] = {}


def asker(person: Ref, at: datetime) -> Asker:
    """Somebody with the roles held now, anywhere; an outside party with the sides it stands for."""
    held = accounts.held(person, at)
    roles = frozenset(role for role, _ in held) | deals.named_sides(person)
    return Asker(person, roles, frozenset(deal for _, deal in held), at)


def waiting(who: Asker) -> list[Waiting]:
    """All that waits for ``who``: what has a time first, the most pressing on top."""
    head = storage.standing()  # before the rest: who acts meanwhile makes the number old
    with sharing():
        found = list(_all(who))
    _keep(who, head.acts if head else 0, len(found))
    return sorted(found, key=_pressing)


def count(who: Asker) -> int:
    """How many things wait; as the list said at most a minute ago, while nobody acted since."""
    head = storage.standing()
    acts = head.acts if head else 0
    known = _known.get(_key(who))
    if known and known.acts == acts and timedelta() <= who.at - known.at < _FRESH:
        return known.count
    return len(waiting(who))


def _keep(who: Asker, acts: int, number: int) -> None:
    if len(_known) >= _MOST:
        _known.clear()
    _known[_key(who)] = _Known(acts, who.at, number)


def _key(who: Asker) -> tuple[str | Path, Asker]:
    return settings.SHOUMI_HOME, replace(who, at=_ANY)


def _all(who: Asker) -> Iterator[Waiting]:
    for card in registry.cards():
        if card.waits:
            yield from card.waits(who)


def _pressing(one: Waiting) -> tuple[bool, str, str, str]:
    return one.until is None, one.until.isoformat() if one.until else "", one.kind, one.what[0]
