"""Rows that are the same person, joined by their keys; the rules are in ``people``."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from shoumi.base.intake import twins
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
        self._facts = {
            code: [row.values.get(code) for row in rows]
            for code in ("id_number", "birth_on", "mobile")
        }
        names = [name_key(row.values.get("name", "")) for row in rows]
        self._join(
            lambda at: rows[at].values.get("id_number"), Doubt.SAME_ID, ("birth_on",), names=names
        )
        for code in ("mobile", "customer_no"):
            self._join(
                _paired(names, rows, code, str), Doubt.CONTRADICTION, ("id_number", "birth_on")
            )
        for code in ("company_name", "birth_on", "address"):
            self._join(
                _paired(names, rows, code, address_key),
                Doubt.CONTRADICTION,
                ("mobile",),
                apart=("id_number", "birth_on"),
            )

    def _join(
        self,
        key: Callable[[int], Hashable],
        doubt: Doubt,
        vetoes: tuple[str, ...],
        *,
        names: Sequence[str] | None = None,
        apart: tuple[str, ...] = (),
    ) -> None:
        """Unite rows of equal keys.  What ``vetoes`` is doubtful; ``apart`` settles it silently.

        A key that says nothing joins nobody.
        """
        first: dict[Hashable, int] = {}
        for at in twins.likely(map(key, range(len(self.rows)))):
            one = first.setdefault(key(at), at)
            if one == at or self.sets.same(one, at) or self._contradict(one, at, apart):
                continue
            differs = names is not None and names[one] and names[at] and names[one] != names[at]
            if differs or self._contradict(one, at, vetoes):
                self.told.append((doubt, one, at))
            else:
                self._unite(one, at)

    def _contradict(self, one: int, other: int, vetoes: Iterable[str]) -> bool:
        one, other = self.sets.root(one), self.sets.root(other)
        for code in vetoes:
            mine, theirs = self._facts[code][one], self._facts[code][other]
            if mine and theirs and mine != theirs:
                return True
        return False

    def _unite(self, one: int, other: int) -> None:
        mine, theirs = self.sets.root(one), self.sets.root(other)
        self.sets.unite(one, other)
        root = self.sets.root(one)
        for facts in self._facts.values():
            facts[root] = facts[mine] or facts[theirs]

    def doubtful(self, people: Sequence[Person], of_row: Sequence[int]) -> Iterator[Doubtful]:
        seen: set[tuple[int, int]] = set()
        for why, one, other in self.told:
            pair = (of_row[one], of_row[other])
            if pair[0] != pair[1] and pair not in seen:
                seen.add(pair)
                yield doubtful(why, sorted(pair), people)


def _paired(
    names: Sequence[str], rows: Sequence[Row], code: str, spelled: Callable[[str], str]
) -> Callable[[int], tuple[str, str] | None]:
    """Name and what ``code`` says, of a row that has both."""

    def key(at: int) -> tuple[str, str] | None:
        name, told = names[at], spelled(rows[at].values.get(code) or "")
        return (name, told) if name and told else None

    return key
