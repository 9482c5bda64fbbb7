"""Rows that are the same person, joined by their keys; the rules are in ``people``."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress

from shoumi.base.intake import duplicates, packed_rows
from shoumi.base.intake.disjoint_sets import Unions
from shoumi.base.intake.lazy_people import People
from shoumi.base.intake.normalisation import name_key
from shoumi.base.intake.packed_rows import ID, PAIRED, Rows
from shoumi.base.intake.possible_duplicates import doubtful
from shoumi.base.intake.rows import Doubt, Doubtful, Row

_FACTS = (ID, "birth_on", "mobile")


class RowMatches:
    """Joins rows by their keys and remembers what contradicted."""

    def __init__(self, rows: Rows) -> None:
        self.sets = Unions(len(rows))
        self.told: list[tuple[Doubt, int, int]] = []
        likely = {key: duplicates.likely(rows.hashes(key)) for key in packed_rows.KEYS}
        rows.forget(*(set(packed_rows.KEYS) - {"mobile"}))
        # Only rows that may share a key are looked at, each once.
        some = bytearray(len(rows))
        for places in likely.values():
            for at in places:
                some[at] = 1
        looked_at = array("q", compress(range(len(rows)), some))
        # Of a row its place among them.
        self._places = array("i", [-1]) * len(rows)
        for place, at in enumerate(looked_at):
            self._places[at] = place
        codes = tuple(dict.fromkeys((*_FACTS, *PAIRED)))
        names, *numbers = duplicates.coded(
            (rows[at] for at in looked_at), _name, *(_spelled(code) for code in codes)
        )
        self._names, own = names, dict(zip(codes, numbers, strict=True))
        # One fact per set of rows, kept at its root: what would contradict a union.
        self._facts = {code: own[code][:] for code in _FACTS}
        self._join(likely[ID], own[ID], Doubt.SAME_ID, ("birth_on",), is_alone=True)
        for code in ("mobile", "customer_no"):
            self._join(likely[code], own[code], Doubt.CONTRADICTION, (ID, "birth_on"))
        for code in ("company_name", "birth_on", "address"):
            self._join(
                likely[code],
                own[code],
                Doubt.CONTRADICTION,
                ("mobile",),
                apart=(ID, "birth_on"),
            )

    def _join(
        self,
        rows: Sequence[int],
        numbers: Sequence[int],
        doubt: Doubt,
        vetoes: tuple[str, ...],
        *,
        is_alone: bool = False,
        apart: tuple[str, ...] = (),
    ) -> None:
        """Unite rows of equal keys.  What ``vetoes`` is doubtful; ``apart`` settles it silently.

        ``is_alone``  the number is the key, and two names contradict; else the name is part of it.
        A key that says nothing joins nobody.
        """
        first: dict[int, int] = {}
        for at in rows:
            place = self._places[at]
            name, number = self._names[place], numbers[place]
            if not number or not (name or is_alone):
                continue
            one = first.setdefault(number if is_alone else name << 32 | number, at)
            if one == at or self.sets.same(one, at) or self._contradict(one, at, apart):
                continue
            other = self._names[self._places[one]]
            differs = is_alone and name and other and name != other
            if differs or self._contradict(one, at, vetoes):
                self.told.append((doubt, one, at))
            else:
                self._unite(one, at)

    def _contradict(self, one: int, other: int, vetoes: Iterable[str]) -> bool:
        one, other = self._root(one), self._root(other)
        for code in vetoes:
            mine, theirs = self._facts[code][one], self._facts[code][other]
            if mine and theirs and mine != theirs:
                return True
        return False

    def _root(self, at: int) -> int:
        return self._places[self.sets.root(at)]

    def _unite(self, one: int, other: int) -> None:
        mine, theirs = self._root(one), self._root(other)
        self.sets.unite(one, other)
        root = self._root(one)
        for facts in self._facts.values():
            facts[root] = facts[mine] or facts[theirs]

    def doubtful(self, people: People) -> Iterator[Doubtful]:
        seen: set[tuple[int, int]] = set()
        for why, one, other in self.told:
            pair = (people.of_row[one], people.of_row[other])
            if pair[0] != pair[1] and pair not in seen:
                seen.add(pair)
                yield doubtful(why, sorted(pair), people)


def _name(row: Row) -> str:
    return name_key(row.values.get("name", ""))


def _spelled(code: str) -> Callable[[Row], str]:
    spell = PAIRED.get(code) or str
    return lambda row: spell(row.values.get(code) or "")
