"""Texts of cases and rewards go when their term is over, and with the person they are about.

The term is that of records of labour: a case may come before an arbitrator within a year of its end
(Law on Mediation and Arbitration of Labour Disputes, 27), and what proves how somebody was employed
is kept for two (LCL 50).  What stays says who decided what and when, and what was said of it is a
digest with a salt that went too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from shoumi.base.ledger import writer
from shoumi.base.vault import secrets
from shoumi.chapters.conduct.events import Tag
from shoumi.chapters.conduct.queries import kept_texts
from shoumi.chapters.conduct.queries.kept_texts import Kept
from shoumi.chapters.conduct.services.texts import KIND
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import SYSTEM, Ref

_DUTIES = ("4.3", "8.1")
# A text older than this that no row names was left by a process that was killed.
_LEFT_OVER = timedelta(hours=1)


def forget(people: Sequence[Ref]) -> int:
    """Destroy every text about ``people``; how many there were."""
    return _destroyed(kept_texts.names_about(people))


def forget_past_term(at: datetime) -> int:
    """The same of cases that ended, and rewards that were given, so long ago that their texts are
    kept no more.  What a crash leaves is destroyed the next time."""
    count = 0
    for row in kept_texts.every():
        if kept_texts.is_past_term(row, at):
            count += _forgotten(row, at)
    return count


def destroy_texts(row: Kept) -> int:
    """Every text of one; how many there were."""
    return _destroyed(kept_texts.names_in(row))


def _forgotten(row: Kept, at: datetime) -> int:
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
