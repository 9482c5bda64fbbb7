"""What a course or an awareness item changed, by department: shares of right answers before it and
after it, and how many read it.

A department is told of only where at least ``LEAST_PEOPLE`` of it were examined before and as many
after; so nobody's marks can be read from it.  The house as a whole is the departments that are
told, or the others would follow by subtraction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

LEAST_PEOPLE = 5
# So long before and after counts; an examination is due once a year.
WINDOW = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Marked:
    """One examination that was handed in: ``right`` of ``asked``."""

    person: str
    at: datetime
    right: int
    asked: int


@dataclass(frozen=True, slots=True)
class Side:
    """``share`` of right answers, 0 to 1, each person counting alike; ``people`` that it is of."""

    people: int
    share: float


@dataclass(frozen=True, slots=True)
class Effect:
    """``before``, ``after`` are None where fewer than five would be told of; ``read`` is the share
    of the department that read it, None where it is smaller than that or nothing was to read."""

    department: str
    before: Side | None
    after: Side | None
    read: float | None

    @property
    def is_told(self) -> bool:
        return self.before is not None and self.after is not None

    @property
    def change(self) -> float | None:
        """In points of a share: positive is better."""
        if self.before is None or self.after is None:
            return None
        return self.after.share - self.before.share


def by_department(
    marked: Iterable[Marked],
    departments: Mapping[str, str],
    since: datetime,
    readers: Collection[str] | None = None,
) -> list[Effect]:
    """``departments``  person -> where she or he works; who is in none counts in none
    ``since``        when it was published or began
    ``readers``      who read it; None where it is nothing that is read
    """
    scores: dict[tuple[str, bool], dict[str, list[Marked]]] = defaultdict(lambda: defaultdict(list))
    for one in marked:
        department = departments.get(one.person)
        if department and one.asked and abs(one.at - since) <= WINDOW:
            scores[department, one.at >= since][one.person].append(one)
    people: dict[str, list[str]] = defaultdict(list)
    for person, department in departments.items():
        people[department].append(person)
    return [_effect(name, own, scores, readers) for name, own in sorted(people.items())]


def _effect(
    department: str,
    people: Sequence[str],
    scores: Mapping[tuple[str, bool], Mapping[str, Sequence[Marked]]],
    readers: Collection[str] | None,
) -> Effect:
    before, after = (scores.get((department, is_after), {}) for is_after in (False, True))
    is_told = min(len(before), len(after)) >= LEAST_PEOPLE
    read = None
    if readers is not None and len(people) >= LEAST_PEOPLE:
        read = sum(person in readers for person in people) / len(people)
    return Effect(
        department,
        _side(before) if is_told else None,
        _side(after) if is_told else None,
        read,
    )


def _side(scores: Mapping[str, Sequence[Marked]]) -> Side:
    own = [
        sum(one.right for one in every) / sum(one.asked for one in every)
        for every in scores.values()
    ]
    return Side(len(own), sum(own) / len(own))


def of_the_house(found: Iterable[Effect]) -> tuple[Side, Side] | None:
    """Of the departments that are told of; None where none is."""
    told = [one for one in found if one.is_told]
    before = _together([one.before for one in told if one.before])
    after = _together([one.after for one in told if one.after])
    return (before, after) if before and after else None


def _together(sides: Sequence[Side]) -> Side | None:
    people = sum(one.people for one in sides)
    if not people:
        return None
    return Side(people, sum(one.share * one.people for one in sides) / people)
