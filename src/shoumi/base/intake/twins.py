"""Which of many keys occur more than once, found without keeping the keys.

A million keys in a dictionary are some 250 MB; of nearly all of them there is only one.  So their
hashes are compared first, eight bytes each, and whoever asks looks closely at the few whose hash is
another's as well (``likely``): equal keys are always among them, keys that merely hash alike
sometimes.  Looking closely turns each text into a small number that only an equal text has
(``coded``), so no text is kept either.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

import pyarrow as pa
import pyarrow.compute as pc

T = TypeVar("T")

# Texts put away at once.
_AT_ONCE = 4_096


def hashed(key: Hashable) -> int:
    """The hash of ``key``, 0 where it says nothing (None, empty): that is equal to nobody's."""
    return (hash(key) or 1) if key else 0


def likely(hashes: pa.Array | pa.ChunkedArray) -> Sequence[int]:
    """The places of hashes (int64) that another place has as well, in order; 0 is nobody's."""
    told = hashes.combine_chunks() if isinstance(hashes, pa.ChunkedArray) else hashes
    if len(told) < 2:
        return array("q")
    # Sorted, equal ones are neighbours: no table of all of them is made.
    order = pc.array_sort_indices(told)
    told = told.take(order)
    is_next = pc.and_(pc.equal(told[1:], told[:-1]), pc.not_equal(told[1:], 0))
    nobody = pa.array([False])
    is_like = pc.or_(pa.concat_arrays([is_next, nobody]), pa.concat_arrays([nobody, is_next]))
    places = order.filter(is_like)
    return _numbers("q", places.take(pc.array_sort_indices(places)))


def arrow(hashes: array[int]) -> pa.Array:
    """``hashes`` as Arrow has them; nothing is copied."""
    return pa.Array.from_buffers(pa.int64(), len(hashes), [None, pa.py_buffer(hashes)])


def coded(told: Iterable[T], *texts: Callable[[T], str | None]) -> list[array[int]]:
    """For each of ``texts`` a number for each of ``told``: equal where and only where that text is.

    0 stands for no text (None, empty).
    """
    held: list[list[pa.Array]] = [[] for _ in texts]
    rest = iter(told)
    while part := list(islice(rest, _AT_ONCE)):
        for own, text in zip(held, texts, strict=True):
            own.append(pa.array([text(one) or None for one in part], pa.string()))
    numbers = []
    while held:
        column = pa.chunked_array(held.pop(0), pa.string())
        known = column.dictionary_encode().unify_dictionaries()
        own_numbers = array("i")
        for chunk in known.chunks:
            own_numbers += _numbers("i", pc.add(pc.fill_null(chunk.indices, -1), 1))
        numbers.append(own_numbers)
    return numbers


def _numbers(kind: str, told: pa.Array) -> array[int]:
    """The numbers of an Arrow array without nulls that begins where its buffer does."""
    own = array(kind)
    told = told.cast(pa.int64() if kind == "q" else pa.int32())
    own.frombytes(memoryview(told.buffers()[1])[: len(told) * own.itemsize])
    return own


def groups(places: Sequence[int], numbers: Sequence[int]) -> Iterator[list[int]]:
    """The places of one number, two at least, in the order in which each is first met.

    0 is nobody's.
    """
    found: dict[int, list[int]] = {}
    for at, number in zip(places, numbers, strict=True):
        if number:
            found.setdefault(number, []).append(at)
    return (group for group in found.values() if len(group) > 1)
