"""The rows of a room in columns: pseudonyms side by side, and of each row which kind it is.

Thousands of people say the same, so a row is its pseudonym and a number; as many dictionaries as
rows would take ten times the memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, overload

import pyarrow as pa
import pyarrow.compute as pc

from shoumi.core.redact import pseudonym
from shoumi.core.refs import Ref

Row = dict[str, str]
_AT_ONCE = 10_000


class Table(Sequence[Row]):
    """Rows in the order of their pseudonyms.

    ``kinds``  what rows say but for their pseudonyms, each once
    """

    def __init__(self, ids: Any, of_row: Any, kinds: Sequence[Mapping[str, str]]) -> None:
        self._ids, self._of_row, self.kinds = ids, of_row, kinds

    @classmethod
    def of(
        cls, people: Iterable[Ref], rows: Iterable[Mapping[str, str] | None], *, key: bytes
    ) -> Table:
        """What is left of ``people`` once None is left out, under the pseudonyms of ``key``.

        In the order of storage, the n-th row of one room would be the n-th of the next; so they
        are sorted.
        """
        names, numbers = bytearray(), array("I")
        places: dict[int, int] = {}
        kinds: list[Mapping[str, str]] = []
        for ref, row in zip(people, rows, strict=True):
            if row is None:
                continue
            place = places.get(id(row))
            if place is None:
                place = places[id(row)] = len(kinds)
                kinds.append(row)
            names += pseudonym.of(ref, key=key).encode()
            numbers.append(place)
        count = len(numbers)
        ids = _column(pa.binary(pseudonym.LENGTH), names, count)
        order = pc.sort_indices(ids)
        return cls(ids.take(order), _column(pa.uint32(), numbers, count).take(order), kinds)

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[Row]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self[start : start + _AT_ONCE]

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        wanted = range(len(self))[at]
        if isinstance(wanted, int):
            return self._rows([wanted])[0]
        return self._rows(wanted)

    def _rows(self, wanted: Sequence[int]) -> list[Row]:
        places = pa.array(wanted, pa.uint64())
        ids = self._ids.take(places).to_pylist()
        numbers = self._of_row.take(places).to_pylist()
        return [
            {"id": name.decode(), **self.kinds[number]}
            for name, number in zip(ids, numbers, strict=True)
        ]

    def ids_differ(self) -> bool:
        """Has every row a pseudonym of its own?  In order, equal ones are neighbours."""
        return bool(pc.all(pc.less(self._ids[:-1], self._ids[1:]), min_count=0).as_py())

    def said(self) -> Iterator[Mapping[str, str]]:
        """What each row says, in order, without its pseudonym."""
        for start in range(0, len(self), _AT_ONCE):
            for number in self._of_row[start : start + _AT_ONCE].to_pylist():
                yield self.kinds[number]


def _column(kind: Any, plain: Any, count: int) -> Any:
    return pa.Array.from_buffers(kind, count, [None, pa.py_buffer(plain)])
