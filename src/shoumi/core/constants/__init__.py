"""Every number the house acts on, with where it comes from.

The numbers are data (``constants.toml``), so a lawyer can read and change them without reading
code.  A name is ``group.name``.  A number that is missing or has no basis stops the start.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType

from shoumi.core.errors import Missing
from shoumi.core.terms import Clock


class Tag(StrEnum):
    """How well a number is known."""

    VERIFIED = "V"
    SECOND_HAND = "S"
    MEMORY = "M"
    CHOICE = "P"


class NoSuchConstant(Missing):
    code = "constant.unknown"


class BadConstant(RuntimeError):
    """A bug found at start: the table is not as it must be, or a number is used as another kind."""


@dataclass(frozen=True, slots=True)
class Constant:
    """One number and its source.

    ``value``  a whole number, a ratio (``Decimal``), a truth, a date, a word, a list of words, or
               named whole numbers
    ``clock``  set for periods that a calendar counts; ``unit`` for everything else
    ``since``  the event a period is counted from, where it is not obvious
    """

    name: str
    value: object
    basis: str
    tag: Tag
    clock: Clock | None = None
    unit: str = ""
    since: str = ""
    note: str = field(default="", compare=False)

    @property
    def number(self) -> int:
        """The value as a whole number.

        Raises:
            BadConstant: it is something else.
        """
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise BadConstant(f"{self.name} is not a whole number")
        return self.value

    @property
    def ratio(self) -> Decimal:
        """The value as an exact ratio.

        Raises:
            BadConstant: it is something else.
        """
        if not isinstance(self.value, Decimal):
            raise BadConstant(f"{self.name} is not a ratio")
        return self.value

    @property
    def day(self) -> date:
        """The value as a date.

        Raises:
            BadConstant: it is something else.
        """
        if not isinstance(self.value, date):
            raise BadConstant(f"{self.name} is not a date")
        return self.value

    @property
    def period(self) -> tuple[int, Clock]:
        """How many, on which clock: what ``calendar.add`` takes.

        Raises:
            BadConstant: no clock counts it.
        """
        if self.clock is None:
            raise BadConstant(f"{self.name} has no clock")
        return self.number, self.clock

    @property
    def months(self) -> int:
        """A period of years, quarters or months, in months.

        Raises:
            BadConstant: it is counted in something else.
        """
        lengths = {"year": 12, "quarter": 3, "month": 1}
        if self.unit not in lengths:
            raise BadConstant(f"{self.name} is not counted in months")
        return self.number * lengths[self.unit]

    def part(self, name: str) -> int:
        """One of several named whole numbers.

        Raises:
            BadConstant: there is no such part.
        """
        parts = self.value if isinstance(self.value, Mapping) else {}
        if not isinstance(parts.get(name), int):
            raise BadConstant(f"{self.name} has no part {name!r}")
        return int(parts[name])


def read(text: str) -> Mapping[str, Constant]:
    """The table written in ``text`` (TOML), by full name.

    Raises:
        BadConstant: an entry lacks its basis or tag, has both clock and unit, or neither.
    """
    groups = tomllib.loads(text, parse_float=Decimal)
    return MappingProxyType(
        {
            f"{group}.{name}": _constant(f"{group}.{name}", entry)
            for group, entries in groups.items()
            for name, entry in entries.items()
        }
    )


def _constant(name: str, entry: Mapping[str, object]) -> Constant:
    if not entry.get("basis") or "value" not in entry:
        raise BadConstant(f"{name} lacks its basis or its value")
    if entry.get("tag") not in list(Tag):
        raise BadConstant(f"{name} does not say how well it is known")
    if ("clock" in entry) == ("unit" in entry):
        raise BadConstant(f"{name} needs a clock or a unit, one of the two")
    return Constant(
        name=name,
        value=entry["value"],
        basis=str(entry["basis"]),
        tag=Tag(str(entry["tag"])),
        clock=Clock(str(entry["clock"])) if "clock" in entry else None,
        unit=str(entry.get("unit", "")),
        since=str(entry.get("from", "")),
        note=str(entry.get("note", "")),
    )


@cache
def table() -> Mapping[str, Constant]:
    """Every constant the house ships, by full name."""
    file = resources.files(__package__) / "constants.toml"
    return read(file.read_text(encoding="utf-8"))


def get(name: str) -> Constant:
    """The constant called ``group.name``.

    Raises:
        NoSuchConstant: nothing is called that.
    """
    try:
        return table()[name]
    except KeyError as error:
        raise NoSuchConstant(name=name) from error


def names() -> Iterator[str]:
    return iter(table())
