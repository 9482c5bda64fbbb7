"""The rows of a room in columns: pseudonyms side by side, and of each row which kind it is.

Thousands of people say the same, so a row is its pseudonym and a number; as many dictionaries as
rows would take ten times the memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, overload

import pyarrow as pa
import pyarrow.compute as pc

from shoumi.core.redact import pseudonym

Row = dict[str, str]
_AT_ONCE = 10_000


class Table(Sequence[Row]):
    """Rows in the order of their pseudonyms.

    ``kinds``  what rows say but for their pseudonyms, each once
    """

    def __init__(self, ids: Any, of_row: Any, kinds: Sequence[Mapping[str, str]]) -> None:
        self._ids, self._of_row, self.kinds = ids, of_row, kinds

    @classmethod
    def of(cls, names: Any, of_person: Any, rows: Sequence[Mapping[str, str] | None]) -> Table:
        """The people whose rows are left once None is left out, under their pseudonyms.

        ``names``      pseudonyms one after the other
        ``of_person``  the number of each person's row, an Arrow column

        In the order of storage, the n-th row of one room would be the n-th of the next; so they
        are sorted.

        Raises:
            ValueError: a bug, not every person has a pseudonym.
        """
        if len(names) != len(of_person) * pseudonym.LENGTH:
            raise ValueError("a row has no pseudonym")
        kinds: dict[tuple[tuple[str, str], ...], Mapping[str, str]] = {}
        places: dict[tuple[tuple[str, str], ...], int] = {}
        of_row: list[int | None] = []
        for row in rows:
            if row is None:
                of_row.append(None)
                continue
            told = tuple(row.items())
            kinds.setdefault(told, row)
            of_row.append(places.setdefault(told, len(places)))
        numbers = pa.array(of_row, pa.uint32()).take(of_person)
        count, plain = len(of_person), pa.py_buffer(names)
        ids = pa.Array.from_buffers(pa.binary(pseudonym.LENGTH), count, [None, plain])
        if numbers.null_count:
            kept = numbers.is_valid()
            ids, numbers = ids.filter(kept), numbers.filter(kept)
        order = pc.sort_indices(ids)
        return cls(ids.take(order), numbers.take(order), list(kinds.values()))

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

    def counted(self) -> tuple[list[Mapping[str, str]], list[int]]:
        """What rows say but for their pseudonyms, and how many say it."""
        found = pc.value_counts(self._of_row)
        kinds = [self.kinds[number] for number in found.field("values").to_pylist()]
        return kinds, found.field("counts").to_pylist()

    def json(self, start: int, stop: int) -> str:
        """Rows ``start`` to before ``stop`` as ``json.dumps`` writes them inside a list, keys in
        order."""
        ids = self._ids.slice(start, stop - start)
        size, at = pseudonym.LENGTH, ids.offset * pseudonym.LENGTH
        plain = memoryview(ids.buffers()[1])[at : at + len(ids) * size]
        names = str(plain, "ascii")
        around = self._around
        numbers = self._of_row.slice(start, stop - start).to_pylist()
        return ", ".join(
            [
                f"{around[number][0]}{names[at : at + size]}{around[number][1]}"
                for at, number in zip(range(0, len(names), size), numbers, strict=True)
            ]
        )

    @cached_property
    def _around(self) -> list[tuple[str, str]]:
        """Of each kind what stands before a row's pseudonym, which needs no escaping, and after."""
        return list(map(_around_id, self.kinds))


def _around_id(kind: Mapping[str, str]) -> tuple[str, str]:
    before, after = (
        json.dumps(side, ensure_ascii=False, sort_keys=True)[1:-1]
        for side in (
            {name: text for name, text in kind.items() if name < "id"},
            {name: text for name, text in kind.items() if name > "id"},
        )
    )
    return f'{{{before}{", " if before else ""}"id": "', f'"{", " if after else ""}{after}}}'
