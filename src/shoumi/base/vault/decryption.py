"""Open sealed values.

Only ``shoumi.base.gate`` may import this: no plaintext without a decision.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from shoumi.base import pools
from shoumi.base.vault import bulk_operations, keyring, keys
from shoumi.base.vault.keys import Keys
from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade
from shoumi.core.vault import batches, envelope

R = TypeVar("R")
# Subject, record kind, compartment, envelope.
Sealed = tuple[Ref, str, DataGrade, bytes]
# The envelopes of the people of a part, as the database has them now, in plain text and bytes:
# they are copied from process to process.
Read = Callable[[Sequence[Ref]], Iterable[batches.Sealed]]
_Part = tuple[Sequence[Ref], Sequence[batches.Sealed]]


def open_many(items: Iterable[Sealed], *, opened: Keys | None = None) -> list[dict[str, str]]:
    """The values of each item, in order.

    ``opened`` are the subjects' keys where the caller has them, as ``keys.find`` gives.

    Raises:
        NoKey: a subject has no key: never taken in, or erased.
        MovedOn: a rotation sealed one anew since it was read; read the envelopes again.
        WillNotOpen: an envelope is not the one that was sealed for this place.
    """
    batch = list(items)
    held = opened if opened is not None else keys.load(subject for subject, *_ in batch)
    return envelope.unseal_many(
        [
            (held.opening(subject, bytes(blob)), subject, kind, compartment, bytes(blob))
            for subject, kind, compartment, blob in batch
        ],
        tenant=held.tenant,
    )


def open_each(
    parts: Iterable[Sequence[Ref]], *, read: Read, fields: Collection[str], of: int
) -> Iterator[dict[Ref, dict[str, str]]]:
    """The values of the people of each part, of all their records and only ``fields``, lazily.

    A few parts are read ahead of what is given out.  ``of``: how many people there are together.

    Raises:
        NoKey, WillNotOpen: as ``open_many``.
    """
    waiting: deque[_Part] = deque()
    tasks = _openings(parts, read, fields, waiting)
    for opened in pools.spread(batches.reveal, tasks, of=of):
        part, items = waiting.popleft()
        if opened is None:
            opened = _alone(items, fields)
        yield dict(zip(part, batches.by_person(part, items, opened), strict=True))


def make_each(
    parts: Iterable[Sequence[Ref]],
    *,
    read: Read,
    fields: Collection[str],
    of: int,
    make: batches.Make[R],
) -> Iterator[R]:
    """As ``open_each``, but the values stay where they are opened: what ``make`` makes of those of
    a part is given out.

    Raises:
        NoKey, WillNotOpen: as ``open_many``.
        and what ``make`` refuses.
    """
    waiting: deque[_Part] = deque()
    tasks = (
        batches.Making(task, list(map(str, waiting[-1][0])), make)
        for task in _openings(parts, read, fields, waiting)
    )
    for made in pools.spread(batches.make, tasks, of=of):
        part, items = waiting.popleft()
        if made is None:
            opened = _alone(items, fields)
            made = (make(part, batches.by_person(part, items, opened)),)
        yield made[0]


def _openings(
    parts: Iterable[Sequence[Ref]], read: Read, fields: Collection[str], waiting: deque[_Part]
) -> Iterator[batches.Opening]:
    """The tasks; each part is added to ``waiting`` as its task is made."""
    for part in parts:
        # Keys first: what a rotation seals anew meanwhile names a key that is there.
        by, rows = bulk_operations.handed(part)
        items = list(read(part))
        waiting.append((part, items))
        yield batches.Opening(keyring.unlock().tenant, by, list(rows.values()), items, fields)


def _alone(items: Sequence[batches.Sealed], fields: Collection[str]) -> list[dict[str, str]]:
    """In this process, which can look for a key that moved; refuses what opens nowhere."""
    named = [(Ref(subject), kind, DataGrade(grade), blob) for subject, kind, grade, blob in items]
    held = keys.find(item[0] for item in named)
    return [_wanted(values, fields) for values in open_many(named, opened=held)]


def _wanted(values: Mapping[str, str], fields: Collection[str]) -> dict[str, str]:
    return {code: text for code, text in values.items() if code in fields}
