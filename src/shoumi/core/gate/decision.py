"""One question, all facts, every rule, one decision with every reason.

The rules of the thing:

1. Deny by default: a fact nobody stated, one nobody can read and one that fails count alike
   against the actor.
2. Every rule that applies is asked, so a refusal names all that is missing.
3. A rule that raises refuses.
4. The decision names the policy it was made under and the first moment at which one of the facts
   it rests on lapses.

Nothing here reads a clock, a database or a file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from operator import is_
from typing import NamedTuple

from shoumi.core.errors import Refused
from shoumi.core.gate.question import Question
from shoumi.core.gate.rule import Fact, Plan, Policy, Rule
from shoumi.core.handbook import Lapse, demands
from shoumi.core.terms import DisclosureLevel, Role

Facts = Mapping[Fact, object]


class Verdict(StrEnum):
    UNKNOWN = "unknown"
    FAILED = "failed"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why not: the stable code of the rule, the demand it keeps, and how it failed.

    ``why``  of a door that a demand holds shut: what is wrong with the demand
    """

    code: str
    duty: str
    verdict: Verdict
    mender: Role | None = None
    why: str = ""


class Objections(NamedTuple):
    """The rules that object, one bit each: by a fact unknown, a fact that fails, an error."""

    unknown: int = 0
    failed: int = 0
    broken: int = 0


NONE = Objections()
Shut = tuple[tuple[str, tuple[Lapse, ...]], ...]  # code of a door's rule, what holds it


class GateClosed(Refused):
    """The gate said no.  ``decision`` holds every reason.

    Facts: ``reasons`` by code, ``demands`` whose rule refuses or that hold a door shut.
    """

    code = "gate.closed"

    def __init__(self, decision: Decision) -> None:
        codes = dict.fromkeys(reason.code for reason in decision.reasons)
        kept = dict.fromkeys(reason.duty for reason in decision.reasons)
        super().__init__(reasons=tuple(codes), demands=tuple(kept))
        self.decision = decision


class Decision(NamedTuple):
    """The answer.  ``expires_at`` is the earliest lapse among the facts that hold, if any.

    A named tuple and no frozen dataclass: one is made for each read, in half the time.

    ``shut``  by which demands each door is held shut that refuses here
    """

    question: Question
    under: Policy
    objections: Objections
    expires_at: datetime | None = None
    shut: Shut = ()

    @property
    def allowed(self) -> bool:
        return self.objections == NONE

    @property
    def why(self) -> int:
        """Every rule that objects: bit n for the n-th of the policy."""
        unknown, failed, broken = self.objections
        return unknown | failed | broken

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The same in words, in the order of the policy: of a door that is shut one for each demand
        that holds it."""
        found = _reasons(self.under, self.objections)
        if not self.shut:
            return found
        held = dict(self.shut)
        return tuple(one for reason in found for one in _of_demands(reason, held))

    @property
    def lapses(self) -> tuple[Lapse, ...]:
        """What holds shut the doors that refuse here, each demand once, in the handbook's order."""
        shut = dict(self.shut)
        codes = [reason.code for reason in _reasons(self.under, self.objections)]
        held = {one.demand: one for code in codes for one in shut.get(code, ())}
        return tuple(held[one.id] for one in demands() if one.id in held)

    @property
    def demands(self) -> tuple[str, ...]:
        """The demands that hold a door shut here."""
        return tuple(one.demand for one in self.lapses)

    @property
    def policy(self) -> str:
        """The digest of the policy the decision was made under, in hex."""
        return self.under.digest

    def require(self) -> None:
        """Raise ``GateClosed`` unless allowed."""
        if not self.allowed:
            raise GateClosed(self)

    def apart_from(self, codes: Collection[str]) -> Decision:
        """The same without the objections of the rules with these codes."""
        rules = enumerate(self.under.rules)
        kept = sum(1 << place for place, rule in rules if rule.code not in codes)
        return self._replace(objections=Objections(*(bits & kept for bits in self.objections)))


@lru_cache(maxsize=1024)
def _reasons(policy: Policy, objections: Objections) -> tuple[Reason, ...]:
    verdicts = (Verdict.UNKNOWN, Verdict.FAILED, Verdict.ERROR)
    return tuple(
        Reason(rule.code, rule.duty, verdict, rule.mender)
        for place, rule in enumerate(policy.rules)
        for verdict, bits in zip(verdicts, objections, strict=True)
        if bits >> place & 1
    )


def _of_demands(reason: Reason, held: Mapping[str, tuple[Lapse, ...]]) -> Iterable[Reason]:
    lapses = held.get(reason.code)
    if not lapses:
        return (reason,)
    return (
        replace(reason, duty=lapse.demand, mender=lapse.who, why=lapse.reason) for lapse in lapses
    )


def judge(rule: Rule, question: Question, facts: Facts) -> Reason | None:
    """Ask one rule; None means that it does not apply or has no objection."""
    return next(iter(decide(question, facts, Policy([rule])).reasons), None)


def decide(question: Question, facts: Facts, policy: Policy) -> Decision:
    """Ask every rule that applies and collect every objection."""
    plan = policy.plan(question)
    objections, expires_at = ask(plan, question, facts)
    shut = held_shut(policy, facts, objections) if objections.failed else ()
    return Decision(question, policy, objections, expires_at, shut)


def held_shut(policy: Policy, facts: Facts, objections: Objections) -> Shut:
    """The lapses told by the facts of those doors that refuse, by the code of each door's rule.

    Where facts cannot be read the rules have said so.
    """
    told = []
    bits = objections.failed
    while bits:
        last = bits & -bits
        bits -= last
        rule = policy.rules[last.bit_length() - 1]
        try:
            lapses = facts.get(rule.needs)
        except Exception:  # noqa: BLE001, S112 - as in ``ask``
            continue
        if (own := one_shut(rule.code, lapses)) is not None:
            told.append(own)
    return tuple(told)


def one_shut(code: str, lapses: object) -> tuple[str, tuple[Lapse, ...]] | None:
    """What a fact says of the rule with that code, where it is a tuple of lapses."""
    if type(lapses) is tuple and all(type(one) is Lapse for one in lapses):
        return code, lapses
    return None


def ask(plan: Plan, question: Question, facts: Facts) -> tuple[Objections, datetime | None]:
    """Who objects, and when the first of the facts lapses on which the others do not."""
    try:
        return _ask(plan, question, facts)
    except Exception:  # noqa: BLE001 - a rule that cannot be evaluated refuses
        if len(plan.steps) == 1:
            return Objections(broken=plan.broken | plan.steps[0].bit), None
    # One of them raises.  Each is asked by itself, so that the others are heard.
    answers = [ask(Plan([step]), question, facts) for step in plan.steps]
    bits = zip(Objections(broken=plan.broken), *(said for said, _ in answers), strict=True)
    lapses = [lapse for _, lapse in answers if lapse is not None]
    return Objections(*map(sum, bits)), min(lapses, default=None)


def _ask(plan: Plan, question: Question, facts: Facts) -> tuple[Objections, datetime | None]:
    """The one place where facts are checked: the hot loop of every read, so no calls in it.

    Exact types: what only looks like a set or a moment could answer comparisons as it likes, and a
    mapping that makes up what is missing would state what nobody stated.
    """
    try:
        known = plan.fetch(facts) if type(facts) is dict else tuple(map(facts.get, plan.facts))
    except KeyError:
        known = tuple(map(facts.get, plan.facts))
    bad: list[tuple[int, object]] = []  # bit and value of each that objects
    if not all(map(is_, known, plan.all_true)):
        true = zip(plan.true, known)  # noqa: B905 - the rest is for the other checks
        bad += [(bit, value) for bit, value in true if value is not True]
    lasts, true_or_lasts, contains, beyond, has_fields, has_actor, has_person = plan.others[:7]
    a_level, the_deal, never = plan.others[7:]
    at, ends = question.at, None
    for moments in (lasts, true_or_lasts):
        for bit, _, place in moments:
            value = known[place]
            if type(value) is datetime and at < value:
                if ends is None or value < ends:
                    ends = value
            elif moments is lasts or value is not True:
                bad.append((bit, value))
    for bit, part, place in contains:
        value = known[place]
        if type(value) is not frozenset or part not in value:
            bad.append((bit, value))
    for bit, part, place in beyond:
        value = known[place]
        if type(value) is not frozenset or value <= part:
            bad.append((bit, value))
    for bit, _, place in has_fields:
        value = known[place]
        if type(value) is not frozenset or (question.fields <= value) is not True:
            bad.append((bit, value))
    for bit, _, place in has_actor:
        value = known[place]
        if type(value) is not frozenset or question.actor not in value:
            bad.append((bit, value))
    for bit, _, place in has_person:
        value = known[place]
        if value is not True and (type(value) is not frozenset or question.subject not in value):
            bad.append((bit, value))
    for bit, part, place in a_level:
        value = known[place]
        if type(value) is not DisclosureLevel or value not in part:
            bad.append((bit, value))
    for bit, _, place in the_deal:
        value = known[place]
        if (value == question.deal) is not True:
            bad.append((bit, value))
    bad += [(bit, known[place]) for bit, _, place in never]
    if bad or plan.broken:
        unknown = sum(bit for bit, value in bad if value is None)
        failed = sum(bit for bit, value in bad if value is not None)
        return Objections(unknown, failed, plan.broken), ends
    return NONE, ends
