"""Read the tables of the handbook once, into values that cannot be changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from shoumi.core.errors import Missing
from shoumi.core.handbook.doors import Door, doors, of_acts
from shoumi.core.handbook.records import Record
from shoumi.core.handbook.tables import table
from shoumi.core.messages import Both
from shoumi.core.terms import Role

# No statement about a demand stands longer than a year: every cadence of the handbook is shorter.
MOST_VALID_DAYS = 365


class UnknownDuty(Missing):
    code = "handbook.unknown_duty"


@dataclass(frozen=True, slots=True)
class Chapter:
    """``number`` is 1 to 20, or None for the closing statement, which has no ``short`` name."""

    number: int | None
    code: str
    zh: str
    en: str
    accountable: Role
    short: Both = ("", "")


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand.

    ``closes``      what its lapse closes
    ``evidence``    the records that prove it: kinds of file that a statement about it may bring
    ``valid_days``  how long a statement about it may stand at most, natural days
    ``names_persons``  a statement about it names the persons it covers, and covers those alone
    ``is_generated``  rendered from live indicators, never typed: nobody states it
    """

    id: str
    chapter: Chapter
    zh: str
    en: str
    closes: tuple[Door, ...]
    evidence: tuple[Record, ...]
    valid_days: int
    names_persons: bool = False
    is_generated: bool = False

    @property
    def accountable(self) -> Role:
        return self.chapter.accountable


def _chapter(row: dict[str, Any]) -> Chapter:
    short = row.get("short", {"zh": "", "en": ""})
    return Chapter(
        row.get("number"),
        row["code"],
        row["zh"],
        row["en"],
        Role(row["accountable"]),
        (short["zh"], short["en"]),
    )


@cache
def _statement() -> Chapter:
    return _chapter(table("chapters.toml")["statement"])


@cache
def chapters() -> tuple[Chapter, ...]:
    """The twenty chapters in order; the closing statement is not among them."""
    return tuple(_chapter(row) for row in table("chapters.toml")["chapter"])


def _chapter_of(duty: str) -> Chapter:
    number, dot, _ = duty.partition(".")
    return chapters()[int(number) - 1] if dot else _statement()


@cache
def _by_id() -> dict[str, Demand]:
    return {
        row["id"]: Demand(
            id=row["id"],
            chapter=_chapter_of(row["id"]),
            zh=row["zh"],
            en=row["en"],
            closes=tuple(doors()[name] for name in row["closes"]),
            evidence=tuple(map(Record, row["evidence"])),
            valid_days=row.get("valid_days", MOST_VALID_DAYS),
            names_persons=row.get("names_persons", False),
            is_generated=row.get("is_generated", False),
        )
        for row in table("demands.toml")["demand"]
    }


def demands() -> tuple[Demand, ...]:
    """All 68 in the order of the handbook."""
    return tuple(_by_id().values())


def demand(duty: str) -> Demand:
    """The demand with this id.

    Raises:
        UnknownDuty: the handbook has no such id.
    """
    try:
        return _by_id()[duty]
    except KeyError:
        raise UnknownDuty from None


def accountable_chapters(role: Role) -> frozenset[int]:
    """Numbers of the operating chapters ``role`` answers for; supervision itself is none."""
    return frozenset(
        chapter.number
        for chapter in chapters()
        if chapter.number is not None
        and chapter.accountable is role
        and chapter.accountable is not Role.SUP
    )


@cache
def closing(acts: frozenset[str]) -> tuple[Demand, ...]:
    """The demands that can shut a door which one of ``acts`` asks, in order."""
    asked = frozenset(of_acts(acts))
    return tuple(one for one in demands() if not asked.isdisjoint(one.closes))
