"""What a made-up company is: its files, their columns, and which rows of them are broken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.trades import files
from tests.trades.people import Cell, Customer


@dataclass(frozen=True, slots=True)
class Column:
    """``broken`` is what stands there in a broken row, where this is the column that breaks it."""

    heading: str
    cell: Cell
    broken: str | None = None


@dataclass(frozen=True, slots=True)
class File:
    """``share`` of the customers stand in it; a broken row is somebody whom no other file has."""

    name: str
    write: files.Write
    columns: Sequence[Column]
    share: float = 1.0
    broken: int = 0


@dataclass(frozen=True, slots=True)
class Company:
    """``people``  how many customers it has; those in broken rows are not among them"""

    trade: str
    people: int
    files: Sequence[File]
    mapping: Mapping[str, str] = field(default_factory=dict)

    @property
    def broken(self) -> int:
        return sum(one.broken for one in self.files)

    def write(self, folder: Path, own: Sequence[Customer]) -> int:
        """Every file of it; how many rows stand in them."""
        folder.mkdir(parents=True)
        spare = iter(own[self.people :])
        rows = 0
        for one in self.files:
            held = list(own[: round(self.people * one.share)])
            table = [[column.cell(person) for column in one.columns] for person in held]
            for _ in range(one.broken):
                person = next(spare)
                table.insert(
                    len(table) // 2,
                    [
                        column.cell(person) if column.broken is None else column.broken
                        for column in one.columns
                    ],
                )
            rows += len(table)
            one.write(folder / one.name, [column.heading for column in one.columns], table)
        return rows


def name(heading: str) -> Column:
    return Column(heading, lambda one: one.name)


def mobile(heading: str, broken: str | None = None, spell: Cell | None = None) -> Column:
    return Column(heading, spell or (lambda one: one.mobile), broken)


def opened(heading: str, spell: str = "%Y-%m-%d", broken: str | None = None) -> Column:
    return Column(heading, lambda one: one.opened.strftime(spell), broken)


def said(heading: str, *words: str) -> Column:
    return Column(heading, lambda one: words[one.number % len(words)])


def grouped(one: Customer) -> str:
    return f"+86 {one.mobile[:3]}-{one.mobile[3:7]}-{one.mobile[7:]}"


def wide(one: Customer) -> str:
    return one.mobile.translate({ord("0") + n: ord("０") + n for n in range(10)})
