"""What stands in the way of an import, what costs a row, and what only has to be known.

What is wrong with a file or a column stops the import.  What is wrong with a row costs that row: it
is set aside, unless a person who has looked at the kind decides otherwise (``Decision``).
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain, compress, islice
from typing import Protocol, overload

from shoumi.base.intake.errors import OF_RECORDS
from shoumi.core.errors import DomainError, Invalid

SHOWN = 100

# Doubts about a value or a person.  Damage, missing columns and unmapped columns are not here:
# accepting those would store what nobody can read or has a reason for.
ACCEPTABLE = frozenset(
    {
        "row.duplicate_person",
        "row.id_checksum",
        "row.uscc_checksum",
        "row.not_a_mobile",
        "row.not_an_email",
        "row.not_an_account",
        "row.masked_value",
        "row.missing_value",
    }
)


class Decision(StrEnum):
    """What a person says is to become of the rows that have a problem of one kind."""

    SET_ASIDE = "set_aside"  # sealed as it is, until it comes back mended; where nobody says more
    WITHOUT = "without"  # the row is taken in, the cell stays empty
    ACCEPT = "accept"  # as it is written
    LEAVE_OUT = "leave_out"


# Of these nothing is left once the cell is empty, or it is the whole row that is wrong.
_WHOLE = frozenset({"row.missing_value", "row.duplicate_person", "row.held_twice"})
_CELLS = frozenset(
    {
        "table.lost_digits",
        "table.error_value",
        "table.formula_without_value",
        "table.cell_too_long",
        "text.encoding_broken",
        "text.nul",
    }
)


def decisions_for(code: str) -> tuple[Decision, ...]:
    """What may be decided about a kind of problem; nothing where it is none of a row."""
    is_cell = code in _CELLS or (code.startswith("row.") and code not in _WHOLE)
    if not is_cell and code not in _WHOLE and code not in OF_RECORDS:
        return ()
    told = [Decision.SET_ASIDE]
    told += [Decision.WITHOUT] if is_cell else []
    told += [Decision.ACCEPT] if code in ACCEPTABLE else []
    return (*told, Decision.LEAVE_OUT)


def decided(said: Mapping[str, str], accepted: Collection[str] = ()) -> dict[str, Decision]:
    """What was decided, by kind; what may not be decided so is not."""
    told = dict.fromkeys(ACCEPTABLE.intersection(accepted), Decision.ACCEPT)
    for code, word in said.items():
        if word in decisions_for(code):
            told[code] = Decision(word)
    return told


@dataclass(frozen=True, slots=True)
class Problem:
    """``code`` has words; ``place`` is a file, line or cell; ``facts`` hold no values."""

    code: str
    place: str
    facts: Mapping[str, object] = field(default_factory=dict)
    is_error: bool = True

    @classmethod
    def of(cls, error: DomainError) -> Problem:
        """The refusal of a whole file as one of several problems."""
        facts = {name: value for name, value in error.facts.items() if name != "place"}
        return cls(error.code, str(error.facts.get("place", "")), facts)


class ImportRefused(Invalid):
    """Nothing was taken in.  ``problems``: the first hundred; the facts have the full count."""

    code = "intake.refused"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(count=len(problems), shown=min(len(problems), SHOWN))
        self.problems = tuple(problems[:SHOWN])


# Code, field, column, whether it is an error.
Kind = tuple[str, str, int, bool]


class Place(Protocol):
    """Where cells are: a sheet."""

    def line_place(self, line: int, column: int | None) -> str: ...


@dataclass(frozen=True, slots=True)
class OfCells(Sequence[Problem]):
    """Problems of a sheet's cells, each made when somebody looks; a few bytes each until then.

    ``which``  of each problem its place among ``kinds``
    ``lines``  of each problem the line of the file
    """

    where: Place
    kinds: list[Kind] = field(default_factory=list)
    which: array[int] = field(default_factory=lambda: array("H"))
    lines: array[int] = field(default_factory=lambda: array("i"))

    def add(self, kind: Kind, line: int) -> None:
        if kind not in self.kinds:
            self.kinds.append(kind)
        self.which.append(self.kinds.index(kind))
        self.lines.append(line)

    def __len__(self) -> int:
        return len(self.lines)

    @overload
    def __getitem__(self, at: int) -> Problem: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Problem]: ...
    def __getitem__(self, at: int | slice) -> Problem | Sequence[Problem]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        code, name, column, is_error = self.kinds[self.which[at]]
        place = self.where.line_place(self.lines[at], column if column >= 0 else None)
        return Problem(code, place, {"field": name}, is_error)

    def weighed(self, allowed: Collection[str]) -> OfCells:
        kinds = [
            (code, name, column, is_error and code not in allowed)
            for code, name, column, is_error in self.kinds
        ]
        return replace(self, kinds=kinds)

    def only(self, *, errors: bool) -> OfCells:
        wanted = bytes(is_error == errors for *_, is_error in self.kinds)
        kept = [wanted[kind] for kind in self.which]
        return replace(
            self,
            which=array("H", compress(self.which, kept)),
            lines=array("i", compress(self.lines, kept)),
        )


class Problems(Sequence[Problem]):
    """Problems one after the other, those of cells held as ``OfCells``."""

    def __init__(self, groups: Iterable[Sequence[Problem]] = ()) -> None:
        self._groups = [group for group in groups if group]

    def add(self, more: Iterable[Problem]) -> None:
        """Those that are ``Problems`` or ``OfCells`` stay as small as they are."""
        if isinstance(more, Problems):
            self._groups += more._groups
        elif group := more if isinstance(more, OfCells) else list(more):
            self._groups.append(group)

    def __len__(self) -> int:
        return sum(map(len, self._groups))

    def __iter__(self) -> Iterator[Problem]:
        return chain.from_iterable(self._groups)

    @overload
    def __getitem__(self, at: int) -> Problem: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Problem]: ...
    def __getitem__(self, at: int | slice) -> Problem | Sequence[Problem]:
        if isinstance(at, slice):
            return list(islice(self, *at.indices(len(self))))
        at = range(len(self))[at]
        return next(islice(self, at, None))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def weighed(self, accepted: Collection[str]) -> Problems:
        """The problems, those that a person accepted turned into warnings."""
        allowed = ACCEPTABLE.intersection(accepted)
        return Problems(
            group.weighed(allowed)
            if isinstance(group, OfCells)
            else [replace(one, is_error=one.is_error and one.code not in allowed) for one in group]
            for group in self._groups
        )

    def only(self, *, errors: bool) -> Problems:
        """The errors alone, or the warnings."""
        return Problems(
            group.only(errors=errors)
            if isinstance(group, OfCells)
            else [one for one in group if one.is_error == errors]
            for group in self._groups
        )
