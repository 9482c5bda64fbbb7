"""Open sealed values.

Only ``shoumi.base.gate`` may import this: no plaintext without a decision.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from shoumi.base import pools
from shoumi.base.vault import keys, many, ring
from shoumi.base.vault.keys import Keys
from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade
from shoumi.core.vault import batches, envelope

# Subject, record kind, compartment, envelope.
Sealed = tuple[Ref, str, DataGrade, bytes]
# The envelopes of the people of a part, as the database has them now.
Read = Callable[[Sequence[Ref]], Iterable[Sealed]]


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
    waiting: deque[tuple[Sequence[Ref], Sequence[Sealed]]] = deque()

    def tasks() -> Iterator[batches.Opening]:
        for part in parts:
            # Keys first: what a rotation seals anew meanwhile names a key that is there.
            by, rows = many.handed(part)
            items = list(read(part))
            waiting.append((part, items))
            yield batches.Opening(ring.unlock().tenant, by, list(rows.values()), items, fields)

    for opened in pools.spread(batches.reveal, tasks(), of=of):
        part, items = waiting.popleft()
        if opened is None:
            opened = _alone(items, fields)
        values: dict[Ref, dict[str, str]] = {ref: {} for ref in part}
        for item, found in zip(items, opened, strict=True):
            values[item[0]] |= found
        yield values


def _alone(items: Sequence[Sealed], fields: Collection[str]) -> list[dict[str, str]]:
    """In this process, which can look for a key that moved; refuses what opens nowhere."""
    held = keys.find(item[0] for item in items)
    return [_wanted(values, fields) for values in open_many(items, opened=held)]


def _wanted(values: Mapping[str, str], fields: Collection[str]) -> dict[str, str]:
    return {code: text for code, text in values.items() if code in fields}
