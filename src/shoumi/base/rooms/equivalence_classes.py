"""Many people as the kinds there are of them: how many of each, and of which each person is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from shoumi.base.rooms.columnar_rows import Row
from shoumi.core.redact import generalisation
from shoumi.core.redact.bands import COLUMNS, Banded

SENSITIVE = "service"
TYPED = frozenset({"district", SENSITIVE})
# A person's kind in 64 bits: for each column where its number begins and how many bits it has.
_BITS = {"district": (40, 24), "age": (32, 8), "amount": (24, 8), "service": (0, 24)}


class Classes(NamedTuple):
    """``kinds``    what people say but for their names, in the order in which it comes first
    ``counts``   how many say it, one at least
    ``of_person``  the number of each person's kind (an Arrow column)
    ``names``    their pseudonyms one after the other, where they were wanted
    """

    kinds: list[Row]
    counts: list[int]
    of_person: Any
    names: bytearray


def classify(parts: Iterable[Banded], *, shown: Callable[[str], str]) -> Classes:
    """``shown`` says what is shown of a word that somebody typed, and is asked once for each."""
    names = bytearray()
    columns = [_Column(name, shown) for name in COLUMNS]
    codes = []
    for part in parts:
        names += part.names
        numbered = map(_Column.numbers, columns, part.columns)
        whole = next(numbered)
        for more in numbered:
            whole = pc.bit_wise_or(whole, more)
        codes.append(whole)
    encoded = pc.dictionary_encode(pa.concat_arrays([pa.array([], pa.uint64()), *codes]))
    codes.clear()
    kinds = [
        {column.name: column.value(code) for column in columns}
        for code in encoded.dictionary.to_pylist()
    ]
    # In the order in which they come first, as the kinds are.
    counts = pc.value_counts(encoded.indices).field("counts").to_pylist()
    _hide_single(kinds, counts)
    return Classes(kinds, counts, encoded.indices, names)


def _hide_single(kinds: Iterable[Row], counts: Iterable[int]) -> None:
    """What one person alone is served with may well be about that person."""
    served: Counter[str] = Counter()
    for kind, number in zip(kinds, counts, strict=True):
        served[kind[SENSITIVE]] += number
    for kind in kinds:
        if served[kind[SENSITIVE]] == 1:
            kind[SENSITIVE] = generalisation.ANY


class _Column:
    """The values of one column over all parts, numbered as they come."""

    def __init__(self, name: str, shown: Callable[[str], str]) -> None:
        self.name = name
        self._start, bits = _BITS[name]
        self._most = (1 << bits) - 1
        self._shown = shown if name in TYPED else None
        self._typed: dict[str, int] = {}
        self._numbers: dict[str, int] = {generalisation.ANY: 0}
        self._values = [generalisation.ANY]

    def numbers(self, told: Any) -> Any:
        """The number of each person's value at its place in the 64 bits."""
        of_value = pa.array([self._number(one) << self._start for one in told.values], pa.uint64())
        count = len(told.of_person) // 4
        places = pa.Array.from_buffers(pa.uint32(), count, [None, pa.py_buffer(told.of_person)])
        return of_value.take(places)

    def value(self, code: int) -> str:
        return self._values[code >> self._start & self._most]

    def _number(self, told: str) -> int:
        known = self._typed.get(told)
        if known is None:
            value = told if self._shown is None else self._shown(told)
            # More different words than there are numbers: the rest is not told.
            if value not in self._numbers and len(self._values) <= self._most:
                self._numbers[value] = len(self._values)
                self._values.append(value)
            known = self._typed[told] = self._numbers.get(value, 0)
        return known
