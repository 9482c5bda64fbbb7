"""Rows that are the same person, joined by their keys; the rules are in ``people``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from shoumi.base.intake.doubts import doubtful
from shoumi.base.intake.rows import Doubt, Doubtful, Person, Row
from shoumi.base.intake.spelling import address_key, name_key
from shoumi.base.intake.unions import Unions


class Matching:
    """Joins rows by their keys and remembers what contradicted."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.sets = Unions(len(rows))
        self.told: list[tuple[Doubt, int, int]] = []
        # One fact per set of rows, kept at its root: what would contradict a union.
        self._facts = [
            {
                code: row.values[code]
                for code in ("id_number", "birth_on", "mobile")
                if row.values.get(code)
            }
            for row in rows
        ]
        names = [name_key(row.values.get("name", "")) for row in rows]
        self._join(
            ((row.values.get("id_number"),) for row in rows),
            Doubt.SAME_ID,
            ("birth_on",),
            names=names,
        )
        for code in ("mobile", "customer_no"):
            self._join(
                ((name, row.values.get(code)) for name, row in zip(names, rows, strict=True)),
                Doubt.CONTRADICTION,
                ("id_number", "birth_on"),
            )
        for code in ("company_name", "birth_on", "address"):
            self._join(
                (
                    (name, address_key(row.values.get(code, "")))
                    for name, row in zip(names, rows, strict=True)
                ),
                Doubt.CONTRADICTION,
                ("mobile",),
                apart=("id_number", "birth_on"),
            )

    def _join(
        self,
        keys: Iterable[tuple[str | None, ...]],
        doubt: Doubt,
        vetoes: tuple[str, ...],
        *,
        names: Sequence[str] | None = None,
        apart: tuple[str, ...] = (),
    ) -> None:
        """Unite rows of equal keys.  What ``vetoes`` is doubtful; ``apart`` settles it silently."""
        first: dict[tuple[str | None, ...], int] = {}
        for at, key in enumerate(keys):
            if not all(key):
                continue
            one = first.setdefault(key, at)
            if one == at or self.sets.same(one, at) or self._contradict(one, at, apart):
                continue
            differs = names is not None and names[one] and names[at] and names[one] != names[at]
            if differs or self._contradict(one, at, vetoes):
                self.told.append((doubt, one, at))
            else:
                self._unite(one, at)

    def _contradict(self, one: int, other: int, vetoes: Iterable[str]) -> bool:
        mine, theirs = self._facts[self.sets.root(one)], self._facts[self.sets.root(other)]
        return any(
            code in mine and code in theirs and mine[code] != theirs[code] for code in vetoes
        )

    def _unite(self, one: int, other: int) -> None:
        facts = {**self._facts[self.sets.root(other)], **self._facts[self.sets.root(one)]}
        self.sets.unite(one, other)
        self._facts[self.sets.root(one)] = facts

    def doubtful(self, people: Sequence[Person], of_row: Sequence[int]) -> Iterator[Doubtful]:
        seen: set[tuple[int, int]] = set()
        for why, one, other in self.told:
            pair = (of_row[one], of_row[other])
            if pair[0] != pair[1] and pair not in seen:
                seen.add(pair)
                yield doubtful(why, sorted(pair), people)
