"""What the law and the house make of a label: data with a version and a date in force.

A change of law is a new version of ``data/policy.toml``; a report names the version it used.
Sources: PIPL 28, GB/T 45574-2025, GB/T 43697-2024; each line of the file cites its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from shoumi.core.scan import tables
from shoumi.core.scan.labels import Label
from shoumi.core.terms import DataGrade


@dataclass(frozen=True, slots=True)
class MaskRule:
    """Characters that stay at the head and the tail, or a named style of its own."""

    head: int = 0
    tail: int = 0
    style: str = "ends"


@dataclass(frozen=True, slots=True)
class LabelRule:
    """The line of one label.  ``is_sensitive``: sensitive personal information, PIPL 28."""

    label: Label
    grade: DataGrade
    is_sensitive: bool
    class_43697: str
    basis: str
    mask: MaskRule


@dataclass(frozen=True, slots=True)
class Together:
    """A set that holds all of ``labels`` is graded at least ``grade``."""

    labels: frozenset[Label]
    grade: DataGrade
    basis: str


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of the policy."""

    version: str
    in_force_on: date
    rules: Mapping[Label, LabelRule]
    together: tuple[Together, ...]

    def grade(self, labels: Iterable[Label]) -> DataGrade:
        """The data grade of a set: the highest of its labels, raised by what stands together."""
        held = frozenset(labels)
        grades = [self.rules[label].grade for label in held]
        grades += [rule.grade for rule in self.together if rule.labels <= held]
        return max(grades, default=DataGrade.L1)


@cache
def policy() -> Policy:
    """The policy in force."""
    table = tables.read("policy")
    rules = {
        Label(name): LabelRule(
            label=Label(name),
            grade=DataGrade(row["grade"]),
            is_sensitive=row["sensitive"],
            class_43697=row["class_43697"],
            basis=row["basis"],
            mask=MaskRule(**row["mask"]),
        )
        for name, row in table["label"].items()
    }
    together = tuple(
        Together(frozenset(map(Label, row["labels"])), DataGrade(row["grade"]), row["basis"])
        for row in table["together"]
    )
    return Policy(table["version"], table["in_force_on"], rules, together)
