"""The same decision for a list of people: what does not depend on the person is asked once.

What does is checked in columns, one fact after the other over all people.  Reasons and decisions
are made for those who are asked about, so a list of those allowed costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from itertools import compress, count, repeat
from operator import eq, is_, is_not

from shoumi.core.gate.decision import (
    NONE,
    Decision,
    Facts,
    Objections,
    Reason,
    Shut,
    ask,
    held_shut,
    one_shut,
)
from shoumi.core.gate.question import Question
from shoumi.core.gate.rule import Check, Fact, Fetch, Plan, Policy, Step, fetching
from shoumi.core.refs import Ref


class Decisions(Mapping[Ref, Decision]):
    """One decision a person, in the order in which people were given, made when looked at."""

    def __init__(
        self,
        question: Question,
        policy: Policy,
        people: Sequence[Ref],
        shared: tuple[Objections, datetime | None],
        shut: Shut = (),
    ) -> None:
        self._question, self._policy, self._people = question, policy, people
        self._shared, self._ends = shared
        self._shut = shut
        self._own: dict[int, Objections] = {}  # by place
        self._lapses: dict[int, datetime] = {}
        self._own_shut: dict[int, Shut] = {}

    def add(self, place: int, objections: Objections, lapse: datetime | None) -> None:
        """What one rule says of the person at that place."""
        if objections != NONE:
            before = self._own.get(place)
            self._own[place] = objections if before is None else _both(before, objections)
        if lapse is not None:
            self._lapses[place] = min(lapse, self._lapses.get(place, lapse))

    def hold(self, place: int, code: str, lapses: object) -> None:
        """By which demands the person at that place is shut, where the fact tells of any."""
        told = one_shut(code, lapses)
        if told is not None:
            self._own_shut[place] = (*self._own_shut.get(place, ()), told)

    def allowed(self) -> list[Ref]:
        """Everyone who is let through."""
        if self._shared != NONE:
            return []
        let: list[Ref] = []
        start = 0
        for place in sorted(self._own):
            let += self._people[start:place]
            start = place + 1
        let += self._people[start:]
        return let

    def refused(self) -> list[Ref]:
        """Everyone who is not."""
        if self._shared != NONE:
            return list(self._people)
        return [self._people[place] for place in sorted(self._own)]

    def reasons(self) -> Iterator[tuple[Reason, ...]]:
        """Why not, of each in order; nothing of who is let through."""
        of_all = self._reasons(self._shared)
        for place in range(len(self._people)):
            own = self._own.get(place)
            if own is None:
                yield of_all
            else:
                yield self._reasons(_both(self._shared, own), self._own_shut.get(place, ()))

    def _reasons(self, objections: Objections, shut: Shut = ()) -> tuple[Reason, ...]:
        return Decision(self._question, self._policy, objections, shut=(*self._shut, *shut)).reasons

    def __getitem__(self, person: Ref) -> Decision:
        place = self._places[person]
        ends = [at for at in (self._ends, self._lapses.get(place)) if at is not None]
        return Decision(
            replace(self._question, subject=person),
            self._policy,
            _both(self._shared, self._own.get(place, NONE)),
            min(ends, default=None),
            (*self._shut, *self._own_shut.get(place, ())),
        )

    def __iter__(self) -> Iterator[Ref]:
        return iter(self._people)

    def __len__(self) -> int:
        return len(self._people)

    @cached_property
    def _places(self) -> Mapping[Ref, int]:
        return {person: place for place, person in enumerate(self._people)}


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
    people = tuple(subjects)
    if len(set(people)) < len(people):
        people = tuple(dict.fromkeys(people))
    if not people:
        return Decisions(question, policy, (), (NONE, None))
    # Rules look at the kind of question, and that is the same for anyone.
    asked = replace(question, subject=people[0])
    plan = policy.plan(asked)
    # These look at the person of the question itself, whoever states the fact.
    named = [step for step in plan.steps if step.check is Check.TRUE_OR_HAS_PERSON]
    steps = [step for step in plan.steps if step not in named]
    shared = Plan([step for step in steps if step.fact not in of_subjects], plan.broken)
    said = ask(shared, asked, facts)
    shut = held_shut(policy, facts, said[0])
    decisions = Decisions(question, policy, people, said, shut)
    fetch = fetching(people)
    for step in named:
        if step.fact in of_subjects or facts.get(step.fact) is not True:
            _by_name(decisions, step, asked, facts, of_subjects)
    for step in steps:
        if step.fact in of_subjects:
            values = _column(of_subjects[step.fact], people, fetch)
            code = policy.rules[step.bit.bit_length() - 1].code
            for place, objections, lapse in _told(step, asked, values):
                decisions.add(place, objections, lapse)
                if type(values[place]) is tuple:
                    decisions.hold(place, code, values[place])
    return decisions


def _by_name(
    decisions: Decisions,
    step: Step,
    asked: Question,
    facts: Facts,
    of_subjects: Mapping[Fact, Mapping[Ref, object]],
) -> None:
    own, alone = of_subjects.get(step.fact), Plan([step])
    for place, person in enumerate(decisions):
        value = facts.get(step.fact) if own is None else own.get(person)
        said = ask(alone, replace(asked, subject=person), {step.fact: value})
        decisions.add(place, *said)


def _column(
    known: Mapping[Ref, object], people: Sequence[Ref], fetch: Fetch[Ref]
) -> Sequence[object]:
    """What is known of each, None where nothing is."""
    if type(known) is dict:  # what makes up a missing one would state what nobody stated
        with suppress(KeyError):
            return fetch(known)
    return list(map(known.get, people))


_Told = tuple[int, Objections, datetime | None]  # place, who objects, when the fact lapses


def _told(step: Step, asked: Question, values: Sequence[object]) -> Iterable[_Told]:
    """What one rule has to say of those whose values stand in the column."""
    if all(map(is_, values, repeat(values[0]))):
        objections, lapse = ask(Plan([step]), asked, {step.fact: values[0]})
        if objections == NONE and lapse is None:
            return ()
        return ((place, objections, lapse) for place in range(len(values)))
    try:
        if step.check is Check.TRUE:
            bad = map(is_not, values, repeat(True))
        elif step.check is Check.THE_DEAL:
            bad = map(is_not, map(eq, values, repeat(asked.deal)), repeat(True))
        else:
            return _one_by_one(step, asked, values)
        places = list(compress(count(), bad))
    except Exception:  # noqa: BLE001 - a value that cannot be compared
        return _one_by_one(step, asked, values)
    unknown, failed = Objections(unknown=step.bit), Objections(failed=step.bit)
    return ((place, unknown if values[place] is None else failed, None) for place in places)


def _one_by_one(step: Step, asked: Question, values: Sequence[object]) -> Iterable[_Told]:
    alone = Plan([step])
    return ((place, *ask(alone, asked, {step.fact: value})) for place, value in enumerate(values))


def _both(one: Objections, other: Objections) -> Objections:
    return Objections(*(mine | its for mine, its in zip(one, other, strict=True)))
