"""Lines as they are copied from a table: name, mail address, roles; each line is one person.

Cells stand apart by tabs, or by commas where there is no tab; what follows the address are roles,
one or several in a cell, by name or by code.  A line that cannot be taken says which part of it is
wrong, and costs no other line.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from shoumi.base.accounts import display_names, rules
from shoumi.base.accounts.rules import Kind
from shoumi.base.accounts.services import RoleNeedsDeal, RoleNotForKind
from shoumi.base.inbox.errors import (
    AddressFirst,
    ListedTwice,
    NoLines,
    NoSuchRole,
    RolesTogether,
    TooManyLines,
)
from shoumi.base.messages import names
from shoumi.base.outbox import rules as mail
from shoumi.core.errors import DomainError
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

MOST = 50
MOST_TEXT = 20_000
# What stands above the names in a table that was copied whole.
_HEADINGS = frozenset({"姓名", "名字", "人员", "name", "full name"})
_BETWEEN_ROLES = re.compile(r"[、,，/／;；|+]")


class Part(StrEnum):
    NAME = "name"
    ADDRESS = "address"
    ROLES = "roles"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a line cannot be taken, and which part of it to mend."""

    part: Part
    error: DomainError


@dataclass(frozen=True, slots=True)
class PersonLine:
    """``number``   of the line in what was pasted, the first is 1

    ``unknown``  words among its roles that name none
    """

    number: int
    name: str
    address: str = ""
    roles: tuple[Role, ...] = ()
    unknown: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_good(self) -> bool:
        return not self.problems

    @property
    def text(self) -> str:
        """The line as it could be pasted again."""
        return "\t".join((self.name, self.address, "、".join((*self.roles, *self.unknown))))

    def with_problems(self, *more: Problem) -> PersonLine:
        return replace(self, problems=(*self.problems, *more))


def read(text: str, *, kind: Kind, deal: Ref | None = None) -> list[PersonLine]:
    """Each line with all that is wrong in it by itself or beside the others.

    Raises:
        NoLines, TooManyLines
    """
    found = [_line(number, cells) for number, cells in _rows(text)]
    return judged(found, MOST, kind=kind, deal=deal)


def of_cells(number: int, name: str, address: str, roles: str) -> PersonLine:
    """A line of a table whose columns are known by their headings."""
    return PersonLine(number, name, address, *_roles([roles]))


def judged(
    found: Sequence[PersonLine], most: int, *, kind: Kind, deal: Ref | None = None
) -> list[PersonLine]:
    """As ``read`` judges them.

    Raises:
        NoLines, TooManyLines
    """
    if not found:
        raise NoLines
    if len(found) > most:
        raise TooManyLines(most=most, count=len(found))
    own = [one.with_problems(*_problems(one, kind, deal)) for one in found]
    before = _Before()
    return [one.with_problems(*before.twice(one)) for one in own]


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    is_first = True
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        cells = [cell.strip() for cell in _cells(line)]
        if not any(cells):
            continue
        is_heading = is_first and cells[0].casefold() in _HEADINGS
        is_first = False
        if not is_heading:
            yield number, cells


def _cells(line: str) -> list[str]:
    if "\t" not in line:
        line = line.replace("，", ",")
    return next(csv.reader([line], delimiter="\t" if "\t" in line else ","), [])


def _line(number: int, cells: list[str]) -> PersonLine:
    name, second, *others = (*cells, "")
    # A table without addresses: what stands there is a role.
    is_role = bool(second) and "@" not in second and not _roles([second])[1]
    told = [second, *others] if is_role else others
    known, unknown = _roles(told)
    return PersonLine(number, name, "" if is_role else second, known, unknown)


def _roles(cells: list[str]) -> tuple[tuple[Role, ...], tuple[str, ...]]:
    """Those that are named, in the order of the house, and words that name none."""
    named = _named()
    known, unknown = set[Role](), list[str]()
    for word in (part.strip() for cell in cells for part in _BETWEEN_ROLES.split(cell)):
        if role := named.get(word.casefold()):
            known.add(role)
        elif word:
            unknown.append(word)
    return tuple(role for role in Role if role in known), tuple(unknown)


def _named() -> dict[str, Role]:
    """A role by its code and by its name in either language."""
    return {
        word.casefold(): role for role in Role for word in (role.value, *map(str, names.pair(role)))
    }


def _problems(line: PersonLine, kind: Kind, deal: Ref | None) -> Iterator[Problem]:
    try:
        if "@" in line.name:
            raise AddressFirst
        display_names.check(line.name)
    except DomainError as error:
        yield Problem(Part.NAME, error)
    try:
        if line.address:
            mail.address(line.address)
    except DomainError as error:
        yield Problem(Part.ADDRESS, error)
    if line.unknown:
        yield Problem(Part.ROLES, NoSuchRole())
    for role in line.roles:
        if role not in rules.ROLES_OF[kind]:
            yield Problem(Part.ROLES, RoleNotForKind(role=role, kind=kind))
        elif role in rules.DEAL_ROLES and deal is None:
            yield Problem(Part.ROLES, RoleNeedsDeal(role=role))
    if apart := rules.apart(frozenset(line.roles)):
        yield Problem(Part.ROLES, RolesTogether(roles=tuple(sorted(apart))))


class _Before:
    """The lines before one: addresses differ, and names do where no address tells apart."""

    def __init__(self) -> None:
        self._by_address: dict[str, int] = {}
        self._by_name: dict[str, int] = {}
        self._bare: dict[str, int] = {}

    def twice(self, line: PersonLine) -> list[Problem]:
        """Which line before it is about the same person; it counts itself from then on."""
        address = line.address.casefold()
        same = self._by_address.get(address) if address else None
        namesake = (self._bare if address else self._by_name).get(line.name) if line.name else None
        if address:
            self._by_address.setdefault(address, line.number)
        else:
            self._bare.setdefault(line.name, line.number)
        self._by_name.setdefault(line.name, line.number)
        first = min((one for one in (same, namesake) if one is not None), default=None)
        if first is None:
            return []
        part = Part.ADDRESS if first == same else Part.NAME
        return [Problem(part, ListedTwice(line=first))]
