"""What one line of the policy is, and a policy made ready to be asked.

A rule is data: when it is asked, which fact it needs, and one of a few checks.  So the same table
answers one question (``decision``), a list of people (``batch``) and a query
(``sql_condition``), and prints the manual.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from shoumi.core.gate.question import Kind, Question
from shoumi.core.terms import Role


class Fact(StrEnum):
    """Everything a rule may rest on.  Exactly one chapter or base app states each."""

    LEDGER_READY = "ledger.ready"  # bool
    CLOCK_SOUND = "clock.sound"  # bool: not behind the last ledger entry
    ROLES = "accounts.roles"  # frozenset[Role]
    TASK_OPEN = "task.open"  # bool
    TASK_FIELDS = "task.fields"  # frozenset[str]
    TASK_ACTORS = "task.actors"  # frozenset[Ref]: who works on it
    TASK_ACTS = "task.acts"  # frozenset[Act]
    TASK_PERSONS = (
        "task.persons"  # frozenset[Ref]: whom alone it is about, or True where nobody is named
    )
    TASK_NAMED = "task.named"  # bool: it says whom alone it is about
    TASK_CONFIRMED = "task.confirmed"  # bool: nobody is on it by his or her own word alone
    READS_WITHIN = "reading.within"  # bool: not too many people one by one
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
    # True, or a tuple of ``Lapse``: what the examination found of this person's record.
    RECORD_SOUND = "subject.sound"
    MINOR_AGREED = "subject.agreed"  # bool: no minor, or a second person agreed to this very read
    INSTRUMENT = "consent.instrument"  # bool: what the law asks for is there for this person
    CONSENT_CURRENT = "consent.current"  # bool: what was agreed to has not changed since
    FIELDS_SAID = (
        "consent.fields_said"  # bool: a notice this person had covers the fields asked for
    )
    # bool: of this person no request to restrict or to stop the use of data waits or was granted
    UNRESTRICTED = "requests.unrestricted"
    # bool: this person was told of the purpose, or taken in under a version that had it
    PURPOSE_TOLD = "policy.told"
    TRAINED_UNTIL = "learning.until"  # datetime, or True where no training is due
    # Each door: True, or a tuple of ``Lapse`` that hold it shut.
    RECORDS_DOOR = "door.records"
    STAFF_DOOR = "door.staff_roles"
    VENDOR_DOOR = "door.vendor_token"
    ROOM_DOOR = "door.room"
    ROOM_L2_DOOR = "door.room_l2"
    ROOM_L3_DOOR = "door.room_l3"
    HANDOVER_DOOR = "door.data_handover"
    SUSPENSION_DOOR = "door.suspension"


class Check(StrEnum):
    """What a fact must be.  A value of another sort never passes.

    ``part`` is what some compare with, read from the kind of question.
    """

    TRUE = "true"
    LASTS = "lasts"  # a moment after that of the question
    TRUE_OR_LASTS = "true or lasts"
    CONTAINS = "contains"  # a set with ``part`` in it
    BEYOND = "goes beyond"  # a set with more in it than ``part``
    HAS_FIELDS = "has the fields"  # a set with all the question's fields
    HAS_ACTOR = "has the actor"  # a set with the question's actor
    TRUE_OR_HAS_PERSON = "true or has the person"  # or a set with whom the question is about
    A_LEVEL = "a level of"  # one of the levels in ``part``
    THE_DEAL = "the deal"  # the question's deal
    NEVER = "never"


When = Callable[[Kind], bool]
Part = Callable[[Kind], Any]


def _none(_: Kind) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the policy.

    ``when`` looks at the kind of question alone, and so does ``part``.  ``needs`` is the one fact,
    ``check`` what it has to be.  ``duty`` is the demand kept, ``mender`` who can put it right.
    """

    code: str
    duty: str
    needs: Fact
    when: When
    check: Check
    mender: Role | None = None
    part: Part = _none

    def applies(self, question: Question) -> bool:
        return self.when(question.kind)


class Step(NamedTuple):
    """One rule as it is asked of one kind of question; ``bit`` stands for the rule in masks."""

    fact: Fact
    bit: int
    check: Check
    part: Any


class Plan:
    """The steps for one kind of question, laid out so that asking is one pass.

    ``facts`` are what the steps need, those first that have to be true: ``true`` has their bits.
    ``others`` are the steps of each other check, in the order of ``Check``: bit, part, and the
    place of the fact.  ``broken`` are rules of which nobody can tell.
    """

    __slots__ = ("all_true", "broken", "facts", "fetch", "others", "steps", "true")

    def __init__(self, steps: Iterable[Step], broken: int = 0) -> None:
        self.steps = tuple(sorted(steps, key=lambda step: step.check is not Check.TRUE))
        self.broken = broken
        self.facts = tuple(step.fact for step in self.steps)
        self.fetch = fetching(self.facts)
        self.true = tuple(step.bit for step in self.steps if step.check is Check.TRUE)
        self.all_true = (True,) * len(self.true)
        self.others = tuple(
            tuple(
                (step.bit, step.part, place)
                for place, step in enumerate(self.steps)
                if step.check is check
            )
            for check in Check
            if check is not Check.TRUE
        )


Named = TypeVar("Named")
Fetch = Callable[[Mapping[Named, object]], Sequence[object]]


def fetching(names: Sequence[Named]) -> Fetch[Named]:
    """All at once; raises ``KeyError`` where one is missing."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda known: [known[name] for name in names]


class Policy:
    """Rules in a fixed order, which numbers the bits of every mask."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self.digest = hashlib.sha256("\n".join(map(_line, self.rules)).encode()).hexdigest()
        self._plans: dict[tuple[object, ...], Plan] = {}

    def plan(self, question: Question) -> Plan:
        """What to ask, worked out once for each kind of question.

        A question in words that do not exist has a plan as well: every rule refuses.
        """
        # Equal to the question's ``Kind``, which takes longer to make.
        kind = (
            question.act,
            question.purpose,
            question.level,
            question.subject is not None,
            bool(question.fields),
        )
        try:
            return self._plans[kind]
        except (KeyError, TypeError):  # not asked before, or something in it has no hash
            pass
        try:
            known = question.kind
        except ValueError:
            return Plan((), broken=(1 << len(self.rules)) - 1)
        return self._plans.setdefault(known, self._worked_out(known))

    def _worked_out(self, kind: Kind) -> Plan:
        steps, broken = [], 0
        for place, rule in enumerate(self.rules):
            try:
                if rule.when(kind):
                    check = Check(rule.check)  # one that does not exist would be asked by nobody
                    steps.append(Step(rule.needs, 1 << place, check, rule.part(kind)))
            except Exception:  # noqa: BLE001 - a rule that cannot be evaluated refuses
                broken |= 1 << place
        return Plan(steps, broken)


def _line(rule: Rule) -> str:
    asked = f"{rule.when.__name__} {rule.check} {rule.part.__name__}"
    return f"{rule.code} {rule.duty} {rule.needs} {asked}"
