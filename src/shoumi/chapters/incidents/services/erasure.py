"""Texts about people are destroyed: with their person, once their term is over, and where a killed
process left them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from shoumi.base.ledger import writer
from shoumi.base.vault import secrets
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.queries import kept_texts
from shoumi.chapters.incidents.services.texts import KIND
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import SYSTEM, Ref

_DUTIES = ("8.1", "9.2")
# A text older than this that no row names was left by a process that was killed.
_LEFT_OVER = timedelta(hours=1)


def forget(people: Sequence[Ref]) -> int:
    """Destroy every text about ``people``; how many there were."""
    return _destroyed(kept_texts.names_about(people))


def forget_past_term(at: datetime) -> int:
    """What a crash leaves is destroyed the next time."""
    return sum(_forgotten(row, at) for row in kept_texts.past_term(at))


def destroy_texts(row: Any) -> int:
    """Every text of one; how many there were."""
    return _destroyed(kept_texts.names_in(row))


def _forgotten(row: Any, at: datetime) -> int:
    names = kept_texts.names_in(row)
    if count := len(secrets.existing(names)):
        with transaction.atomic():
            facts = {"texts": count}
            writer.record(Event(Tag.FORGOTTEN, SYSTEM, Ref(row.ref), at, facts, _DUTIES))
    return _destroyed(names)


def sweep(at: datetime) -> int:
    """Destroy texts that no row knows, left by a process that was killed or by a refusal."""
    old = secrets.of_kind(KIND, made_before=at - _LEFT_OVER)
    return _destroyed(old - kept_texts.every_name()) if old else 0


def _destroyed(names: Iterable[Ref]) -> int:
    there = secrets.existing(list(names))
    for one in there:
        secrets.forget(one)
    return len(there)
