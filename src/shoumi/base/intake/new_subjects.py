"""People of a plan as they are stored: what of their values decides how they stand to the company.

Plain values go to another process and are looked at there.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shoumi.base.intake.lazy_people import People
from shoumi.base.subjects.incoming_subjects import Relate, Relation
from shoumi.core.terms import LegalBasis

# What a target's books call a contract whose contact person a buyer must know by name.
KEY_CONTRACT = frozenset({"重点", "key"})


@dataclass(frozen=True, slots=True)
class Terms:
    """``kinds``  the kind of a person by the marks of ``subject_flags``
    ``bases``  legal basis by service type, where it is not the contract of service
    """

    kinds: Sequence[str]
    bases: Mapping[str, str]

    @classmethod
    def of(cls, kinds: Sequence[str], bases: Mapping[str, LegalBasis]) -> Terms:
        return cls(kinds, {service: str(basis) for service, basis in bases.items()})

    def relation(self, values: Mapping[str, str], marks: int, until: date | None) -> Relation:
        return Relation(
            self.kinds[marks],
            self.bases.get(values.get("service_type", ""), _CONTRACT),
            until,
            not values.get("closed_on"),
            values.get("contract_level", "") in KEY_CONTRACT,
        )


_CONTRACT = str(LegalBasis.CONTRACT)


@dataclass(frozen=True, slots=True, repr=False)
class _Related:
    """``Relate`` of people whose standing is known by their place."""

    terms: Terms
    marks: bytes
    until: array[int]

    def __call__(self, place: int, values: Mapping[str, str]) -> Relation:
        until = self.until[place]
        day = date.fromordinal(until) if until else None
        return self.terms.relation(values, self.marks[place], day)


class Newcomers:
    """Some of the people found in rows, by their numbers, on their way in."""

    def __init__(self, people: People, numbers: Sequence[int], terms: Terms) -> None:
        self._people, self._numbers, self._terms = people, numbers, terms

    @property
    def fields(self) -> set[str]:
        return self._people.rows.codes

    def __len__(self) -> int:
        return len(self._numbers)

    def handed(self, start: int, end: int) -> tuple[Sequence[Mapping[str, str]], Relate]:
        values, marks, until = self._people.handed(self._numbers[start:end])
        return values, _Related(self._terms, marks, until)
