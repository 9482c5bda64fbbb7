"""The policy of the gate read a second time, from the handbook and not from the code.

For each fact: values with which it is in order, and values with which it is not.  For each reason:
the fact it rests on, and when it is asked.  Nothing of the table is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import product

from shoumi.core.gate import Act, Fact, Question
from shoumi.core.gate.tests.oracle_facts import (
    ANNA,
    AT,
    CHEN,
    DEAL,
    LEVELS,
    MOMENTS,
    NO_ZONE,
    TASK,
    Unreadable,
)
from shoumi.core.terms import DisclosureLevel, Purpose, Role


def needed_depth(q: Question) -> int:
    """L1 shows counts, L2 rows, L3 named items (transfer 3); a question is never shallower."""
    said = LEVELS[q.level]
    if q.purpose is not Purpose.DUE_DILIGENCE:
        return said
    by_act = {Act.ENTER: 1, Act.WRITE: 1, Act.LIST: 2}.get(q.act, 3)
    return max(said, by_act)


def in_room(q: Question) -> bool:
    return q.purpose is Purpose.DUE_DILIGENCE


def always(_: Question) -> bool:
    return True


def owed(q: Question) -> bool:
    return q.purpose is Purpose.REQUEST or q.purpose is Purpose.DESTRUCTION


def at_doors(q: Question) -> bool:
    """Word of an incident does not wait for a door."""
    return q.act is not Act.WARN or q.purpose is not Purpose.NOTICE


def of_the_deal(q: Question) -> bool:
    """A person's own request, a destruction and word of an incident go on while the deal stands
    still."""
    return not owed(q) and at_doors(q)


AT_WORK = frozenset(
    {
        Role.HEAD,
        Role.DPO,
        Role.CON,
        Role.LEG,
        Role.SEC,
        Role.OPS,
        Role.CS,
        Role.HR,
        Role.PRO,
        Role.MKT,
        Role.FIN,
        Role.PWG,
    }
)
# Reason -> (fact, asked when, in order when).  ``None`` for in order: never.
ORACLE = {
    "gate.ledger_not_ready": (Fact.LEDGER_READY, always, lambda q, v: v is True),
    "gate.clock_behind": (Fact.CLOCK_SOUND, always, lambda q, v: v is True),
    "gate.keys_overdue": (Fact.KEYS_SOUND, always, lambda q, v: v is True),
    "gate.task_closed": (Fact.TASK_OPEN, always, lambda q, v: v is True),
    "gate.not_on_task": (Fact.TASK_ACTORS, always, lambda q, v: q.actor in as_set(v)),
    "gate.act_not_in_task": (Fact.TASK_ACTS, always, lambda q, v: q.act in as_set(v)),
    "gate.field_not_in_task": (
        Fact.TASK_FIELDS,
        lambda q: q.fields != frozenset(),
        lambda q, v: all(code in as_set(v) for code in q.fields),
    ),
    "gate.no_role": (Fact.ROLES, always, lambda q, v: len(as_set(v)) > 0),
    "gate.oversight_reads_no_content": (
        Fact.ROLES,
        lambda q: q.act is not Act.WRITE,
        lambda q, v: any(role not in (Role.SUP, Role.AUD) for role in as_set(v)),
    ),
    "gate.untrained": (Fact.TRAINED_UNTIL, always, lambda q, v: v is True or is_after(v, q.at)),
    "gate.deal_not_open": (Fact.DEAL_OPEN, of_the_deal, lambda q, v: v is True),
    "gate.not_on_deal": (Fact.DEAL_MEMBER, of_the_deal, lambda q, v: v is True),
    "gate.no_policy": (Fact.POLICY_PUBLISHED, always, lambda q, v: v is True),
    "gate.field_unregistered": (
        Fact.FIELDS_REGISTERED,
        lambda q: q.fields != frozenset(),
        lambda q, v: all(code in as_set(v) for code in q.fields),
    ),
    "gate.no_agreement": (Fact.NDA_UNTIL, in_room, lambda q, v: is_after(v, q.at)),
    "gate.agreement_level": (
        Fact.NDA_LEVELS,
        in_room,
        lambda q, v: any(LEVELS.get(level) == needed_depth(q) for level in as_set(v)),
    ),
    "gate.room_shut": (Fact.ROOM_UNTIL, in_room, lambda q, v: is_after(v, q.at)),
    "gate.room_level": (
        Fact.ROOM_LEVEL,
        in_room,
        lambda q, v: isinstance(v, DisclosureLevel) and LEVELS[v] >= needed_depth(q),
    ),
    "gate.room_export": (
        Fact.TASK_OPEN,
        lambda q: in_room(q) and q.act is Act.EXPORT,
        lambda q, v: False,
    ),
    "gate.no_assessment": (
        Fact.PIPIA_UNTIL,
        lambda q: needed_depth(q) >= 2 or q.act in (Act.EXPORT, Act.SEND),
        lambda q, v: is_after(v, q.at),
    ),
    "gate.subject_not_held": (
        Fact.SUBJECT_HELD,
        lambda q: q.subject is not None,
        lambda q, v: v is True,
    ),
    "gate.subject_of_other_deal": (
        Fact.SUBJECT_DEAL,
        lambda q: q.subject is not None,
        lambda q, v: v == q.deal,
    ),
    "gate.no_instrument": (
        Fact.INSTRUMENT,
        lambda q: q.purpose is Purpose.HANDOVER and q.subject is not None,
        lambda q, v: v is True,
    ),
    "gate.person_not_in_task": (
        Fact.TASK_PERSONS,
        always,
        lambda q, v: v is True or q.subject in as_set(v),
    ),
    # Handbook, "Which demand closes which gate".
    "gate.records_shut": (Fact.RECORDS_DOOR, at_doors, lambda q, v: v is True),
    "gate.staff_shut": (Fact.STAFF_DOOR, at_doors, lambda q, v: v is True),
    "gate.vendor_shut": (
        Fact.VENDOR_DOOR,
        lambda q: q.act in (Act.SEND, Act.WARN) and at_doors(q),
        lambda q, v: v is True,
    ),
    "gate.room_door_shut": (Fact.ROOM_DOOR, in_room, lambda q, v: v is True),
    "gate.room_l2_shut": (
        Fact.ROOM_L2_DOOR,
        lambda q: in_room(q) and needed_depth(q) >= 2,
        lambda q, v: v is True,
    ),
    "gate.room_l3_shut": (
        Fact.ROOM_L3_DOOR,
        lambda q: in_room(q) and needed_depth(q) >= 3,
        lambda q, v: v is True,
    ),
    "gate.handover_shut": (
        Fact.HANDOVER_DOOR,
        lambda q: q.act is Act.EXPORT,
        lambda q, v: v is True,
    ),
    "gate.suspended_by_lapse": (Fact.SUSPENSION_DOOR, at_doors, lambda q, v: v is True),
    "gate.consent_superseded": (
        Fact.CONSENT_CURRENT,
        lambda q: (
            (q.purpose is Purpose.HANDOVER and q.subject is not None)
            or (in_room(q) and needed_depth(q) >= 2)
        ),
        lambda q, v: v is True,
    ),
    "gate.record_unsound": (
        Fact.RECORD_SOUND,
        lambda q: q.subject is not None and q.act is not Act.WRITE,
        lambda q, v: v is True,
    ),
    "gate.field_not_said": (
        Fact.FIELDS_SAID,
        lambda q: (
            q.purpose is Purpose.HANDOVER and q.subject is not None and q.fields != frozenset()
        ),
        lambda q, v: v is True,
    ),
    "gate.task_unconfirmed": (Fact.TASK_CONFIRMED, always, lambda q, v: v is True),
    "gate.too_many_reads": (
        Fact.READS_WITHIN,
        lambda q: q.act is Act.REVEAL and q.subject is not None,
        lambda q, v: v is True,
    ),
    "gate.minor_unagreed": (
        Fact.MINOR_AGREED,
        lambda q: (
            q.act in (Act.REVEAL, Act.LIST)
            and q.subject is not None
            and q.purpose is not Purpose.DUE_DILIGENCE
        ),
        lambda q, v: v is True,
    ),
    # Handbook 1.5 and 2.1: sides of a deal, vendors and customers are let into rooms, if anywhere.
    "gate.outside_of_rooms": (
        Fact.ROLES,
        lambda q: not in_room(q),
        lambda q, v: any(role in AT_WORK for role in as_set(v)),
    ),
    "gate.request_of_nobody": (
        Fact.TASK_NAMED,
        owed,
        lambda q, v: v is True,
    ),
    "gate.not_for_a_request": (
        Fact.TASK_OPEN,
        lambda q: owed(q) and q.act not in (Act.REVEAL, Act.WRITE),
        lambda q, v: False,
    ),
    # PIPL 44, handbook 10.2: only what the person asked for oneself is looked at for that person.
    "gate.restricted": (
        Fact.UNRESTRICTED,
        lambda q: q.subject is not None and of_the_deal(q) and q.act is not Act.WRITE,
        lambda q, v: v is True,
    ),
    # Handbook, rule of chapter 1: a purpose that the person was not told of.
    "gate.purpose_not_told": (
        Fact.PURPOSE_TOLD,
        lambda q: q.subject is not None and of_the_deal(q),
        lambda q, v: v is True,
    ),
}


def as_set(value: object) -> frozenset:
    return value if isinstance(value, frozenset) else frozenset()


def is_after(value: object, at: datetime) -> bool:
    return isinstance(value, datetime) and value > at


def questions() -> Iterator[Question]:
    """Each act for each purpose at each level, about nobody or someone, with fields or none."""
    for act, purpose, level, subject, fields in product(
        Act,
        Purpose,
        (None, *DisclosureLevel),
        (None, CHEN),
        (frozenset(), frozenset({"name", "mobile"})),
    ):
        yield Question(ANNA, act, TASK, purpose, DEAL, AT, subject, fields, level)


QUESTIONS = tuple(questions())


def expected(question: Question, facts: dict[Fact, object]) -> dict[str, str]:
    """Reason -> unknown, failed or error; empty where the gate has to open."""
    found = {}
    for code, (fact, is_asked, holds) in ORACLE.items():
        if not is_asked(question):
            continue
        value = facts.get(fact)
        if value is None:
            found[code] = "unknown"
        elif value is UNREADABLE:
            # Only the deal is compared as it is; all else is refused for its sort already.
            found[code] = "error" if fact is Fact.SUBJECT_DEAL else "failed"
        elif value is NO_ZONE and fact in MOMENTS:
            found[code] = "error"
        elif not holds(question, value):
            found[code] = "failed"
    return found


UNREADABLE = Unreadable()
