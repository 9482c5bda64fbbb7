"""What linking works on and gives back: rows of files, people, doubts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from shoumi.core.refs import Ref


class Doubt(StrEnum):
    SAME_MOBILE = "same_mobile"
    SAME_NAME = "same_name"
    SAME_ID = "same_id"
    CONTRADICTION = "contradiction"


class Out(StrEnum):
    """Why a row is no customer, or none that may be touched."""

    STAFF = "staff"
    RECIPIENT = "recipient"
    FOOTER = "footer"
    AFTER_CUT_OFF = "after_cut_off"
    AT_REST = "at_rest"  # held, and may be stored only: frozen, sealed, or on the way out
    DECIDED = "decided"  # a person left rows with such a problem out


class Source(NamedTuple):
    """The row of a file; ``is_in_book``: of one whose sheets have names."""

    file: str
    sheet: str
    line: int
    is_in_book: bool = False

    @property
    def place(self) -> str:
        """As people write it; made when asked for, since nearly no row is ever spoken of."""
        sheet = f"{self.sheet}!" if self.is_in_book else ""
        return f"{self.file}:{sheet}{self.line}"


class Row(NamedTuple):
    """Values by field code, as ``values.read`` gives them; ``held``: who this already is here."""

    values: Mapping[str, str]
    source: Source
    role: str = ""
    is_recipient: bool = False
    held: Ref | None = None


@dataclass(slots=True)
class Person:
    """One person.  ``several`` tells for each field its row, where there are more than one."""

    values: Mapping[str, str]
    sources: tuple[Source, ...]
    several: Mapping[str, Source] | None = None
    is_child: bool = False
    is_contact: bool = False
    is_expired: bool = False
    retention_until: date | None = None
    guardian: int | None = None
    held: Ref | None = None

    @property
    def origin(self) -> Mapping[str, Source]:
        """For each field which row it came from: the last one that had a value."""
        return self.several or dict.fromkeys(self.values, self.sources[0])


@dataclass(frozen=True, slots=True)
class Doubtful:
    """People (by their place in ``Linked.people``) who may be one; a person decides."""

    why: Doubt
    people: tuple[int, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class SetAside:
    """A row that has to be mended: what stands in its mapped columns, and why it is set aside.

    ``faults``   the code of each, and the field; empty where it is the whole row
    """

    source: Source
    values: Mapping[str, str]
    faults: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Excluded:
    why: Out
    source: Source
