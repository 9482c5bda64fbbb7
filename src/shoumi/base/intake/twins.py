"""Which of many keys occur more than once, found without keeping the keys.

A million keys in a dictionary are some 250 MB; of nearly all of them there is only one.  So their
hashes are compared first, eight bytes each, and whoever asks looks closely at the few rows whose
hash is another's as well: equal keys are always among them, keys that merely hash alike sometimes.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc


def likely(keys: Iterable[Hashable]) -> list[int]:
    """The places of keys that may be equal to another, in order.

    A key that says nothing (None, empty) is equal to nobody's.
    """
    hashes = array("q")
    said = bytearray()
    for key in keys:
        hashes.append(hash(key))
        said.append(bool(key))
    if not any(said):
        return []
    told = pa.Array.from_buffers(pa.int64(), len(hashes), [None, pa.py_buffer(hashes)])
    is_said = pa.Array.from_buffers(pa.uint8(), len(said), [None, pa.py_buffer(said)])
    told = pc.if_else(pc.equal(is_said, 1), told, None)
    counts = pc.value_counts(told.drop_null())
    several = counts.field("values").filter(pc.greater(counts.field("counts"), 1))
    places: list[int] = pc.indices_nonzero(
        pc.and_(pc.is_valid(told), pc.is_in(told, value_set=several))
    ).to_pylist()
    return places


def groups(count: int, key: Callable[[int], Hashable]) -> Iterator[list[int]]:
    """The places that have one ``key``, two at least, in the order in which each is first met."""
    found: dict[Hashable, list[int]] = {}
    for at in likely(map(key, range(count))):
        found.setdefault(key(at), []).append(at)
    return (group for group in found.values() if len(group) > 1)
