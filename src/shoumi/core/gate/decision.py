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

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from shoumi.core.errors import Refused
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel, Purpose, Role


class Act(StrEnum):
    """What is asked for."""

    REVEAL = "reveal"  # show a person's values to the actor
    LIST = "list"  # de-identified or masked rows
    EXPORT = "export"  # take values out of the house
    SEND = "send"  # hand contact data to a vendor for delivery
    WRITE = "write"  # store or change values
    ENTER = "enter"  # open a room of a level


@dataclass(frozen=True, slots=True)
class Question:
    """May this actor do this, for this open task, to this person's fields, now?

    ``task`` names the work that gives the purpose; ``purpose`` and ``deal`` were read from it.
    ``subject`` is None where the question is about a room or a whole set.
    """

    actor: Ref
    act: Act
    task: Ref
    purpose: Purpose
    deal: Ref
    at: datetime
    subject: Ref | None = None
    fields: frozenset[str] = frozenset()
    level: DisclosureLevel | None = None


class Fact(StrEnum):
    """Everything a rule may rest on.  Exactly one chapter or base app states each."""

    LEDGER_READY = "ledger.ready"  # bool
    CLOCK_SOUND = "clock.sound"  # bool: not behind the last ledger entry
    ROLES = "accounts.roles"  # frozenset[Role]
    TASK_OPEN = "task.open"  # bool
    TASK_FIELDS = "task.fields"  # frozenset[str]
    TASK_ACTORS = "task.actors"  # frozenset[Ref]: who works on it
    TASK_ACTS = "task.acts"  # frozenset[Act]
    DEAL_OPEN = "deal.open"  # bool: neither suspended nor terminated
    DEAL_MEMBER = "deal.member"  # bool
    FIELDS_REGISTERED = "policy.fields"  # frozenset[str]: with purpose, basis, retention
    POLICY_PUBLISHED = "policy.published"  # bool
    NDA_UNTIL = "agreement.until"  # datetime
    NDA_LEVELS = "agreement.levels"  # frozenset[DisclosureLevel]
    ROOM_LEVEL = "room.level"  # DisclosureLevel open to the actor
    ROOM_UNTIL = "room.until"  # datetime
    PIPIA_UNTIL = "pipia.until"  # datetime of an approved assessment with residual risk at most 中
    KEYS_SOUND = "vault.keys"  # bool: keys in date
    SUBJECT_HELD = "subject.held"  # bool: not destroyed, not frozen, not sealed
    SUBJECT_DEAL = "subject.deal"  # Ref
    INSTRUMENT = "consent.instrument"  # bool: what the law asks for is there for this person
    TRAINED_UNTIL = "learning.until"  # datetime, or True where no training is due


class Verdict(StrEnum):
    UNKNOWN = "unknown"
    FAILED = "failed"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why not: the stable code of the rule, the demand it keeps, and how it failed."""

    code: str
    duty: str
    verdict: Verdict
    mender: Role | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the policy.

    ``applies`` looks at the question alone.  ``holds`` gets the question and the one fact it
    needs.  ``mender`` is who can put it right.
    """

    code: str
    duty: str
    needs: Fact
    applies: Callable[[Question], bool]
    holds: Callable[[Question, object], bool]
    mender: Role | None = None


Facts = Mapping[Fact, object]


class GateClosed(Refused):
    """The gate said no.  ``decision`` holds every reason."""

    code = "gate.closed"

    def __init__(self, decision: Decision) -> None:
        super().__init__(reasons=tuple(reason.code for reason in decision.reasons))
        self.decision = decision


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer.  ``expires_at`` is the earliest lapse among the facts that hold, if any."""

    question: Question
    reasons: tuple[Reason, ...]
    policy: str
    expires_at: datetime | None = field(default=None)

    @property
    def allowed(self) -> bool:
        return not self.reasons

    def require(self) -> None:
        """Raise ``GateClosed`` unless allowed."""
        if self.reasons:
            raise GateClosed(self)


def judge(rule: Rule, question: Question, facts: Facts) -> Reason | None:
    """Ask one rule; None means that it does not apply or has no objection."""
    answer = _answer(rule, question, facts)
    return _reason(rule, answer) if isinstance(answer, Verdict) else None


def decide(question: Question, facts: Facts, rules: Iterable[Rule], policy: str) -> Decision:
    """Ask every rule that applies and collect every reason."""
    reasons, lapses = _ask(rules, question, facts)
    return Decision(question, tuple(reasons), policy, min(lapses, default=None))


def decide_each(
    question: Question,
    facts: Facts,
    of_subjects: Mapping[Fact, Mapping[Ref, object]],
    subjects: Iterable[Ref],
    rules: Iterable[Rule],
    policy: str,
) -> dict[Ref, Decision]:
    """One decision a person for a list: what does not depend on the person is asked once.

    ``of_subjects`` holds the facts that differ from person to person; a person missing there
    counts as unknown.  The answers equal those of ``decide`` asked for each person alone.
    """
    every, people = tuple(rules), tuple(subjects)
    if not people:
        return {}
    shared = [rule for rule in every if rule.needs not in of_subjects]
    single = [rule for rule in every if rule.needs in of_subjects]
    common, ends = _ask(shared, replace(question, subject=people[0]), facts)
    order = {rule.code: place for place, rule in enumerate(every)}
    decisions = {}
    for person in people:
        own = replace(question, subject=person)
        known = {fact: values.get(person) for fact, values in of_subjects.items()}
        found, lapses = _ask(single, own, known)
        reasons = tuple(sorted([*common, *found], key=lambda reason: order[reason.code]))
        until = min([*ends, *lapses], default=None)
        decisions[person] = Decision(own, reasons, policy, until)
    return decisions


def _ask(
    rules: Iterable[Rule], question: Question, facts: Facts
) -> tuple[list[Reason], list[datetime]]:
    """The objections, and when the facts lapse on which the other rules have none."""
    reasons, lapses = [], []
    for rule in rules:
        answer = _answer(rule, question, facts)
        if isinstance(answer, Verdict):
            reasons.append(_reason(rule, answer))
        elif answer is not None:
            lapses.append(answer)
    return reasons, lapses


def _answer(rule: Rule, question: Question, facts: Facts) -> Verdict | datetime | None:
    """How the rule objects; else when its fact lapses, if it applies and the fact does."""
    try:
        if not rule.applies(question):
            return None
        known = facts.get(rule.needs)
        if known is None:
            return Verdict.UNKNOWN
        if rule.holds(question, known) is not True:
            return Verdict.FAILED
    except Exception:  # noqa: BLE001 - a rule that cannot be evaluated refuses
        return Verdict.ERROR
    return known if isinstance(known, datetime) else None


def _reason(rule: Rule, verdict: Verdict) -> Reason:
    return Reason(rule.code, rule.duty, verdict, rule.mender)
