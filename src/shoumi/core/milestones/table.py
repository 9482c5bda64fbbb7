"""Read the tables once, into values that cannot be changed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from shoumi.core import constants
from shoumi.core.handbook import demand
from shoumi.core.milestones.kinds import DeadlineKey, FilingKind
from shoumi.core.terms import DealStage, DealType, Role

_OVERLAYS = frozenset({DealStage.TERMINATED, DealStage.SUSPENDED})


class BadMilestones(RuntimeError):
    """A bug found at start: a table names what does not exist, or forgets a milestone."""


@dataclass(frozen=True, slots=True)
class Need:
    """One condition, who supplies it and the deal types it applies to.

    ``sole``  the filing that takes its place where the company has one shareholder
    """

    condition: str
    who: Role
    types: frozenset[DealType]
    sole: FilingKind | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """``because``  by reason for going on without it, what must be so"""

    code: DealStage
    zh: str
    en: str
    accountable: Role
    opens: tuple[Need, ...]
    finishes: tuple[Need, ...]
    is_waivable: bool = False
    because: tuple[tuple[str, tuple[Need, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """``starts`` is the filing counted from, ``meets`` the condition that has to hold in time.

    ``met_by``   the filing that shows it was kept, where a filing does
    ``is_wait``  the house waits for others; the end of the period is nobody's failure
    """

    key: DeadlineKey
    starts: FilingKind
    constant: str
    meets: str
    met_by: FilingKind | None
    is_wait: bool
    types: frozenset[DealType]


Groups = Mapping[str, frozenset[DealType]]


def read(text: str) -> tuple[Milestone, ...]:
    """The milestones written in ``text`` (TOML), in their usual order.

    Raises:
        BadMilestones: a milestone is missing, or a need names a milestone, filing or demand that
            does not exist, or nobody who supplies it.
    """
    table = tomllib.loads(text)
    groups, rows = _groups(table["types"]), table["milestone"]
    accountable = {row["code"]: Role(row["accountable"]) for row in rows}
    if set(accountable) != set(DealStage) - _OVERLAYS or len(rows) != len(accountable):
        raise BadMilestones("each milestone once, and no other")

    def needs(entries: list[dict[str, str]]) -> tuple[Need, ...]:
        return tuple(_need(entry, groups, accountable) for entry in entries)

    return tuple(
        Milestone(
            code=DealStage(row["code"]),
            zh=row["zh"],
            en=row["en"],
            accountable=accountable[row["code"]],
            opens=needs(row["opens"]),
            finishes=needs(row["finishes"]),
            is_waivable=row.get("is_waivable", False),
            because=tuple((name, needs(told)) for name, told in row.get("because", {}).items()),
        )
        for row in rows
    )


def _groups(table: Mapping[str, Any]) -> Groups:
    return {name: frozenset(DealType(code) for code in codes) for name, codes in table.items()}


def _need(entry: Mapping[str, str], groups: Groups, accountable: Mapping[str, Role]) -> Need:
    condition = entry["need"]
    kind, _, name = condition.rpartition(":")
    if kind == "filing" and name not in list(FilingKind):
        raise BadMilestones(f"{condition}: no such filing")
    if kind in ("done", "open") and name not in accountable:
        raise BadMilestones(f"{condition}: no such milestone")
    owner = demand(name).accountable if kind == "duty" else accountable.get(name)
    if "who" not in entry and owner is None:
        raise BadMilestones(f"{condition}: nobody supplies it")
    if entry.get("sole", FilingKind.RESOLUTION) not in list(FilingKind):
        raise BadMilestones(f"{entry['sole']}: no such filing")
    sole = FilingKind(entry["sole"]) if "sole" in entry else None
    return Need(condition, Role(entry.get("who") or str(owner)), _types(entry, groups), sole)


def _types(entry: Mapping[str, str], groups: Groups) -> frozenset[DealType]:
    return groups[entry["of"]] if "of" in entry else frozenset(DealType)


def read_deadlines(text: str, groups: Groups) -> tuple[DeadlineRule, ...]:
    """The deadlines written in ``text`` (TOML).

    Raises:
        NoSuchConstant: a period that is not among the constants.
    """
    return tuple(
        DeadlineRule(
            key=DeadlineKey(row["key"]),
            starts=FilingKind(row["starts"]),
            constant=constants.get(row["constant"]).name,
            meets=row["meets"],
            met_by=FilingKind(row["met_by"]) if "met_by" in row else None,
            is_wait=row.get("is_wait", False),
            types=_types(row, groups),
        )
        for row in tomllib.loads(text)["deadline"]
    )


def _text(name: str) -> str:
    return (resources.files(__package__) / name).read_text(encoding="utf-8")


@cache
def milestones() -> tuple[Milestone, ...]:
    return read(_text("milestones.toml"))


@cache
def milestone(code: DealStage) -> Milestone:
    """One milestone.

    Raises:
        BadMilestones: ``code`` is an overlay (suspended, terminated), not a milestone.
    """
    for each in milestones():
        if each.code is code:
            return each
    raise BadMilestones(f"{code} lies over a deal and is no milestone")


@cache
def of_sole_owner() -> Mapping[str, FilingKind]:
    """By filing, what takes its place where the company has one shareholder."""
    needs = (need for goal in milestones() for need in (*goal.opens, *goal.finishes))
    return {need.condition.removeprefix("filing:"): need.sole for need in needs if need.sole}


@cache
def deadlines() -> tuple[DeadlineRule, ...]:
    groups = _groups(tomllib.loads(_text("milestones.toml"))["types"])
    return read_deadlines(_text("deadlines.toml"), groups)
