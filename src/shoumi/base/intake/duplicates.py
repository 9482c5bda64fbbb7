"""Which of many keys occur more than once, found without keeping the keys.

A million keys in a dictionary are some 250 MB; of nearly all of them there is only one.  So their
hashes are compared first, eight bytes each, and whoever asks looks closely at the few whose hash is
another's as well (``likely``): equal keys are always among them, keys that merely hash alike
sometimes.  Looking closely turns each text into a small number that only an equal text has
(``coded``), so no text is kept either.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2s
from itertools import islice
from secrets import token_bytes
from typing import TypeVar

import pyarrow as pa
import pyarrow.compute as pc

T = TypeVar("T")

# Texts put away at once.
_AT_ONCE = 4_096
# The golden ratio of 2**63, which is odd: what is multiplied by it can be told apart as before.
_ODD = 0x4F1BBCDCBFA53E0B
_ALL = (1 << 64) - 1


@dataclass(frozen=True, slots=True, repr=False)
class Hashing:
    """Hashes of 64 bits under a key of their own: alike in every process that has the key, and
    whoever writes a file cannot make two texts that hash alike.

    0 stands for what says nothing (None, empty); it is equal to nobody's.
    """

    key: bytes = field(default_factory=lambda: token_bytes(32))

    def each(self, texts: Iterable[str]) -> array[int]:
        """The hash of each text, in order."""
        begin = blake2s(key=self.key, digest_size=8).copy
        nothing, told = bytes(8), []
        for text in texts:
            if text:
                made = begin()
                made.update(text.encode("utf-8", "surrogatepass"))
                told.append(made.digest())
            else:
                told.append(nothing)
        return array("q", b"".join(told))

    def hashed(self, text: str | None) -> int:
        return self.each([text or ""])[0]

    def pair(self, one: str, other: str) -> int:
        """The hash of both, 0 where one says nothing; as ``paired`` has it."""
        first, second = self.each((one, other))
        if not first or not second:
            return 0
        told = (first * _ODD + second) & _ALL
        return (told - (_ALL + 1) if told > _ALL >> 1 else told) or _ODD


def paired(one: array[int], other: array[int]) -> array[int]:
    """Of each two hashes one hash, 0 where one of them is."""
    first, second = arrow(one), arrow(other)
    # Both are random to whoever lacks the key, and so is the sum; it wraps around.
    odd = pa.scalar(_ODD, pa.int64())
    told = pc.add(pc.multiply(first, odd), second)
    told = pc.if_else(pc.equal(told, 0), odd, told)
    is_nothing = pc.or_(pc.equal(first, 0), pc.equal(second, 0))
    return _numbers("q", pc.if_else(is_nothing, 0, told))


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
