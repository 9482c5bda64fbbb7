"""The policy: every rule of the gate, one line each.

The table is data.  It prints the manual, feeds the exhaustive test and gives each refusal its
stable code.  Its digest stands in every decision, so a decision can be read against the very table
it was made under.  Adding a rule never opens anything; rules are only ever reasons to refuse.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from shoumi.core.gate.decision import Act, Fact, Question, Rule
from shoumi.core.terms import DisclosureLevel, Purpose, Role


class Code(StrEnum):
    """Why the gate refuses.  Order is fixed: it numbers the bits of a recorded refusal."""

    LEDGER_NOT_READY = "gate.ledger_not_ready"
    CLOCK_BEHIND = "gate.clock_behind"
    KEYS_OVERDUE = "gate.keys_overdue"
    TASK_CLOSED = "gate.task_closed"
    NOT_ON_TASK = "gate.not_on_task"
    ACT_NOT_IN_TASK = "gate.act_not_in_task"
    FIELD_NOT_IN_TASK = "gate.field_not_in_task"
    NO_ROLE = "gate.no_role"
    OVERSIGHT_READS_NO_CONTENT = "gate.oversight_reads_no_content"
    UNTRAINED = "gate.untrained"
    DEAL_NOT_OPEN = "gate.deal_not_open"
    NOT_ON_DEAL = "gate.not_on_deal"
    NO_POLICY = "gate.no_policy"
    FIELD_UNREGISTERED = "gate.field_unregistered"
    NO_AGREEMENT = "gate.no_agreement"
    AGREEMENT_LEVEL = "gate.agreement_level"
    ROOM_SHUT = "gate.room_shut"
    ROOM_LEVEL = "gate.room_level"
    ROOM_EXPORT = "gate.room_export"
    NO_ASSESSMENT = "gate.no_assessment"
    SUBJECT_NOT_HELD = "gate.subject_not_held"
    SUBJECT_OF_OTHER_DEAL = "gate.subject_of_other_deal"
    NO_INSTRUMENT = "gate.no_instrument"


_ROOM_ORDER = list(DisclosureLevel)
_DEEP = _ROOM_ORDER.index(DisclosureLevel.L2)
# Rows about people are level L2 and values of theirs L3, whatever level a question claims.
_LEAST_DEPTH = {
    Act.ENTER: 1,
    Act.WRITE: 1,
    Act.LIST: _DEEP,
    Act.REVEAL: _DEEP + 1,
    Act.EXPORT: _DEEP + 1,
    Act.SEND: _DEEP + 1,
}
# Entering is reading: from level L2 on a room shows rows about people (PIPL 73(3)).
_READING = frozenset({Act.REVEAL, Act.LIST, Act.EXPORT, Act.SEND, Act.ENTER})


def _always(_: Question) -> bool:
    return True


def _is_true(_: Question, value: object) -> bool:
    return value is True


def _not_lapsed(question: Question, value: object) -> bool:
    return isinstance(value, datetime) and question.at < value


def _trained(question: Question, value: object) -> bool:
    return value is True or _not_lapsed(question, value)


def _has_role(_: Question, value: object) -> bool:
    return isinstance(value, frozenset) and bool(value)


def _has_working_role(_: Question, value: object) -> bool:
    return isinstance(value, frozenset) and bool(value - {Role.SUP, Role.AUD})


def _in_room(question: Question) -> bool:
    return question.purpose is Purpose.DUE_DILIGENCE


def _has_fields(question: Question) -> bool:
    return bool(question.fields)


def _about_someone(question: Question) -> bool:
    return question.subject is not None


def _on_deal(question: Question) -> bool:
    """What is owed to people (a request, a destruction) goes on while a deal is stopped."""
    return question.purpose not in (Purpose.REQUEST, Purpose.DESTRUCTION)


def _needs_assessment(question: Question) -> bool:
    """PIPL 55: before entrusting, before providing, before rooms of level L2 and above."""
    return _depth(question) >= _DEEP or question.act in (Act.EXPORT, Act.SEND)


def _leaves_the_house(question: Question) -> bool:
    return question.purpose is Purpose.HANDOVER and _about_someone(question)


def _contains(part: Callable[[Question], object]) -> Callable[[Question, object], bool]:
    """The fact is a set that holds the named part of the question."""

    def holds(question: Question, value: object) -> bool:
        return isinstance(value, frozenset) and part(question) in value

    return holds


def _covers_fields(question: Question, value: object) -> bool:
    return isinstance(value, frozenset) and question.fields <= value


def _depth(question: Question) -> int:
    """How deep into the rooms the question goes: as deep as it says, and as its act must."""
    said = _ROOM_ORDER.index(question.level) if question.level is not None else 0
    return max(said, _LEAST_DEPTH[question.act]) if _in_room(question) else said


def _level_reached(question: Question, value: object) -> bool:
    return isinstance(value, DisclosureLevel) and _ROOM_ORDER.index(value) >= _depth(question)


def _level_agreed(question: Question, value: object) -> bool:
    return isinstance(value, frozenset) and _ROOM_ORDER[_depth(question)] in value


def _is_room_export(question: Question) -> bool:
    return _in_room(question) and question.act is Act.EXPORT


RULES: tuple[Rule, ...] = (
    Rule(Code.LEDGER_NOT_READY, "12.2", Fact.LEDGER_READY, _always, _is_true, Role.OPS),
    Rule(Code.CLOCK_BEHIND, "12.2", Fact.CLOCK_SOUND, _always, _is_true, Role.OPS),
    Rule(Code.KEYS_OVERDUE, "3.4", Fact.KEYS_SOUND, _always, _is_true, Role.SEC),
    Rule(Code.TASK_CLOSED, "11.1", Fact.TASK_OPEN, _always, _is_true, Role.DPO),
    Rule(
        Code.NOT_ON_TASK,
        "11.1",
        Fact.TASK_ACTORS,
        _always,
        _contains(lambda question: question.actor),
        Role.DPO,
    ),
    Rule(
        Code.ACT_NOT_IN_TASK,
        "1.3",
        Fact.TASK_ACTS,
        _always,
        _contains(lambda question: question.act),
        Role.DPO,
    ),
    Rule(Code.FIELD_NOT_IN_TASK, "1.3", Fact.TASK_FIELDS, _has_fields, _covers_fields, Role.DPO),
    Rule(Code.NO_ROLE, "1.5", Fact.ROLES, _always, _has_role, Role.HEAD),
    Rule(
        Code.OVERSIGHT_READS_NO_CONTENT,
        "18.2",
        Fact.ROLES,
        lambda question: question.act in _READING,
        _has_working_role,
        Role.HEAD,
    ),
    Rule(Code.UNTRAINED, "19.3", Fact.TRAINED_UNTIL, _always, _trained, Role.HR),
    Rule(Code.DEAL_NOT_OPEN, "9.2", Fact.DEAL_OPEN, _on_deal, _is_true, Role.DPO),
    Rule(Code.NOT_ON_DEAL, "1.5", Fact.DEAL_MEMBER, _on_deal, _is_true, Role.CON),
    Rule(Code.NO_POLICY, "1.1", Fact.POLICY_PUBLISHED, _always, _is_true, Role.DPO),
    Rule(
        Code.FIELD_UNREGISTERED,
        "1.2",
        Fact.FIELDS_REGISTERED,
        _has_fields,
        _covers_fields,
        Role.DPO,
    ),
    Rule(Code.NO_AGREEMENT, "2.1", Fact.NDA_UNTIL, _in_room, _not_lapsed, Role.LEG),
    Rule(Code.AGREEMENT_LEVEL, "2.1", Fact.NDA_LEVELS, _in_room, _level_agreed, Role.LEG),
    Rule(Code.ROOM_SHUT, "1.5", Fact.ROOM_UNTIL, _in_room, _not_lapsed, Role.DPO),
    Rule(Code.ROOM_LEVEL, "1.5", Fact.ROOM_LEVEL, _in_room, _level_reached, Role.DPO),
    Rule(
        Code.ROOM_EXPORT,
        "1.5",
        Fact.TASK_OPEN,
        _is_room_export,
        # Nothing leaves a room, whoever asks and whatever else holds.
        lambda *_: False,
        None,
    ),
    Rule(Code.NO_ASSESSMENT, "7.3", Fact.PIPIA_UNTIL, _needs_assessment, _not_lapsed, Role.DPO),
    Rule(Code.SUBJECT_NOT_HELD, "8.1", Fact.SUBJECT_HELD, _about_someone, _is_true, None),
    Rule(
        Code.SUBJECT_OF_OTHER_DEAL,
        "1.5",
        Fact.SUBJECT_DEAL,
        _about_someone,
        lambda question, deal: deal == question.deal,
        None,
    ),
    Rule(Code.NO_INSTRUMENT, "6.2", Fact.INSTRUMENT, _leaves_the_house, _is_true, Role.DPO),
)


def _digest() -> str:
    lines = "\n".join(f"{rule.code} {rule.duty} {rule.needs}" for rule in RULES)
    return hashlib.sha256(lines.encode()).hexdigest()


POLICY = _digest()


def mask(codes: tuple[str, ...]) -> int:
    """The reasons of a refusal as one number: bit n for the n-th code.  Fits a ledger entry."""
    order = {code.value: place for place, code in enumerate(Code)}
    return sum(1 << order[code] for code in set(codes))
