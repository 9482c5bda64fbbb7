"""People on their way in, as they may be handed to another process: plain values, no models."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from shoumi.core.minors import Minority

# Flag of a person -> the field whose presence it tells of (PIPL 28).
FLAGS = {"has_bank_account": "bank_account", "has_id_image": "id_card_image"}


class Relation(NamedTuple):
    """What is kept in the clear of how somebody stands to the company; texts are plain ones."""

    kind: str
    basis: str
    retention_until: date | None
    in_service: bool
    is_key_contract: bool


# By the place among the values and what is known of the person.
Relate = Callable[[int, Mapping[str, str]], Relation]


class IncomingSubjects(Protocol):
    """People to store, who need not be in memory together."""

    @property
    def fields(self) -> set[str]:
        """Every field that one of them may have."""

    def __len__(self) -> int: ...

    def handed(self, start: int, end: int) -> tuple[Sequence[Mapping[str, str]], Relate]:
        """The values of some of them and how their relations are told.

        Both are copied to another process, and looked at there.
        """


# kind, basis, the flags, is_key_contract, in_service, is_minor, retention_until
Columns = tuple[str, str, bool, bool, bool, bool, bool, date | None]


@dataclass(frozen=True, slots=True, repr=False)
class SubjectColumns:
    """What of somebody goes into the table of subjects."""

    relate: Relate
    is_minor: Minority

    def __call__(self, place: int, values: Mapping[str, str]) -> Columns:
        own = self.relate(place, values)
        account, image = FLAGS.values()
        return (
            own.kind,
            own.basis,
            account in values,
            image in values,
            own.is_key_contract,
            own.in_service,
            self.is_minor(values),
            own.retention_until,
        )


@dataclass(frozen=True, slots=True, repr=False)
class Listed:
    """``Relate`` of people who were told one by one."""

    relations: Sequence[Relation]

    def __call__(self, place: int, _: Mapping[str, str]) -> Relation:
        return self.relations[place]


class Known(Protocol):
    """Somebody of whom everything is known."""

    @property
    def values(self) -> Mapping[str, str]: ...

    @property
    def relation(self) -> Relation: ...


class Few:
    """``IncomingSubjects`` of people who are in memory."""

    def __init__(self, people: Sequence[Known]) -> None:
        self._people = people

    @property
    def fields(self) -> set[str]:
        return {code for person in self._people for code in person.values}

    def __len__(self) -> int:
        return len(self._people)

    def handed(self, start: int, end: int) -> tuple[Sequence[Mapping[str, str]], Relate]:
        own = self._people[start:end]
        return [one.values for one in own], Listed([one.relation for one in own])
