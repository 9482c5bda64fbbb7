"""Whether what is told of people in the clear is what the ledger says of them.

Entries say who was stored and into which state somebody was moved, by pseudonyms.  A row that was
true once and is put back has a true code, and is found here alone: by its state.  What entries do
not say (how old somebody is, until when a record is kept) is believed at the upgrade.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from django.conf import settings

from shoumi.base.ledger import latest_entries, reader
from shoumi.base.registry import GuardedTable
from shoumi.base.subjects import head_count
from shoumi.base.subjects.events import Tag
from shoumi.base.subjects.models import POSITION, State, Subject
from shoumi.base.subjects.queries import NOBODY
from shoumi.base.vault import keys
from shoumi.base.vault.errors import NoKey
from shoumi.core.refs import Ref
from shoumi.core.vault.errors import WillNotOpen

_CHUNK = 2_000


def _agreed(rows: Sequence[Subject]) -> list[int | None]:
    wrong = set(_otherwise([(Ref(row.ref), row.state) for row in rows]))
    return [None if row.ref in wrong else POSITION for row in rows]


def _gone() -> int:
    """Of whom the ledger knows more than the rows: who is missing, and a newer state."""
    return head_count.missing() + put_back()


def put_back() -> int:
    """How many people are in a state that the ledger says they have left."""
    deals = _told()[1]
    found = Subject.objects.filter(deal__in=deals).exclude(state__in=NOBODY).order_by("id")
    count, after = 0, 0
    while part := list(found.filter(id__gt=after).values_list("id", "ref", "state")[:_CHUNK]):
        after = part[-1][0]
        count += sum(1 for _ in _otherwise([(Ref(ref), state) for _, ref, state in part]))
    return count


def _otherwise(rows: Sequence[tuple[Ref, str]]) -> Iterator[Ref]:
    """Those whom the ledger moved to another state last.

    Back into use is asked for anew after a restore: who waits for it is in the state before.
    """
    told, _ = _told()
    asked = {ref: state for ref, state in rows if state not in NOBODY} if told else {}
    held = keys.find(asked) if asked else None
    for ref, state in asked.items():
        assert held is not None
        try:
            last = told.get(held.of(ref).pseudonym())
        except (NoKey, WillNotOpen):
            continue
        if last not in (None, State.ACTIVE, state):
            yield ref


def _told() -> tuple[Mapping[str, str], frozenset[str]]:
    last = latest_entries.last([Tag.STATE_CHANGED])
    if last is None:
        return {}, frozenset()
    return _read(str(settings.SHOUMI_HOME), next(iter(reader.some([last]))).leaf_hash)


@lru_cache(maxsize=4)
def _read(_home: str, _last: bytes) -> tuple[Mapping[str, str], frozenset[str]]:
    """By pseudonym the state that was said last, and the deals of which one was said."""
    told, deals = dict[str, str](), set[str]()
    for one in reader.some(latest_entries.all_of([Tag.STATE_CHANGED])):
        line = one.line()
        deals.add(str(line.deal))
        state = str(line.facts["state"])
        told |= {json.loads(row)["subject"]: state for row in reader.rows(one.position)}
    return told, frozenset(deals)


guarded = (GuardedTable(Subject, _agreed, _gone),)
