"""The same decision for a list of people: what does not depend on the person is asked once.

What does is checked in columns, one fact after the other over all people.  Reasons and decisions
are made for those who are asked about, so a list of those allowed costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from itertools import repeat
from operator import eq, is_

from shoumi.core.gate.decision import NONE, Decision, Facts, Objections, ask
from shoumi.core.gate.question import Question
from shoumi.core.gate.rule import Check, Fact, Plan, Policy, Step
from shoumi.core.refs import Ref


class Decisions(Mapping[Ref, Decision]):
    """One decision a person, in the order in which people were given, made when looked at."""

    def __init__(
        self,
        question: Question,
        policy: Policy,
        people: Sequence[Ref],
        shared: tuple[Objections, datetime | None],
    ) -> None:
        self._question, self._policy, self._people = question, policy, people
        self._shared, self._ends = shared
        self._own: dict[Ref, Objections] = {}
        self._lapses: dict[Ref, datetime] = {}

    def add(self, person: Ref, objections: Objections, lapse: datetime | None) -> None:
        """What one rule says of one person."""
        if objections != NONE:
            before = self._own.get(person)
            self._own[person] = objections if before is None else _both(before, objections)
        if lapse is not None:
            self._lapses[person] = min(lapse, self._lapses.get(person, lapse))

    def allowed(self) -> list[Ref]:
        """Everyone who is let through."""
        if self._shared != NONE:
            return []
        if not self._own:
            return list(self._people)
        return [person for person in self._people if person not in self._own]

    def refused(self) -> list[Ref]:
        """Everyone who is not."""
        if self._shared != NONE:
            return list(self._people)
        return [person for person in self._people if person in self._own]

    def __getitem__(self, person: Ref) -> Decision:
        if person not in self._known:
            raise KeyError(person)
        ends = [at for at in (self._ends, self._lapses.get(person)) if at is not None]
        return Decision(
            replace(self._question, subject=person),
            self._policy,
            _both(self._shared, self._own.get(person, NONE)),
            min(ends, default=None),
        )

    def __iter__(self) -> Iterator[Ref]:
        return iter(self._people)

    def __len__(self) -> int:
        return len(self._people)

    @cached_property
    def _known(self) -> frozenset[Ref]:
        return frozenset(self._people)


def decide_each(
    question: Question,
    facts: Facts,
    of_subjects: Mapping[Fact, Mapping[Ref, object]],
    subjects: Iterable[Ref],
    policy: Policy,
) -> Decisions:
    """One decision a person, each equal to that of ``decide`` asked for the person alone.

    ``of_subjects`` holds the facts that differ from person to person; a person missing there
    counts as unknown.
    """
    people = tuple(dict.fromkeys(subjects))
    if not people:
        return Decisions(question, policy, (), (NONE, None))
    # Rules look at the kind of question, and that is the same for anyone.
    asked = replace(question, subject=people[0])
    plan = policy.plan(asked)
    shared = Plan([step for step in plan.steps if step.fact not in of_subjects], plan.broken)
    decisions = Decisions(question, policy, people, ask(shared, asked, facts))
    for step in plan.steps:
        if step.fact in of_subjects:
            values = list(map(of_subjects[step.fact].get, people))
            for place, objections, lapse in _told(step, asked, values):
                decisions.add(people[place], objections, lapse)
    return decisions


_Told = tuple[int, Objections, datetime | None]  # place, who objects, when the fact lapses


def _told(step: Step, asked: Question, values: Sequence[object]) -> Iterable[_Told]:
    """What one rule has to say of those whose values stand in the column."""
    try:
        if step.check is Check.TRUE:
            good = list(map(is_, values, repeat(True)))
        elif step.check is Check.THE_DEAL:
            good = list(map(is_, map(eq, values, repeat(asked.deal)), repeat(True)))
        else:
            return _one_by_one(step, asked, values)
    except Exception:  # noqa: BLE001 - a value that cannot be compared
        return _one_by_one(step, asked, values)
    if all(good):
        return ()
    unknown, failed = Objections(unknown=step.bit), Objections(failed=step.bit)
    return (
        (place, unknown if values[place] is None else failed, None)
        for place, holds in enumerate(good)
        if not holds
    )


def _one_by_one(step: Step, asked: Question, values: Sequence[object]) -> Iterable[_Told]:
    alone = Plan([step])
    return ((place, *ask(alone, asked, {step.fact: value})) for place, value in enumerate(values))


def _both(one: Objections, other: Objections) -> Objections:
    return Objections(*(mine | its for mine, its in zip(one, other, strict=True)))
