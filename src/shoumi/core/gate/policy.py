"""The policy: every rule of the gate, one line each.

The table is data.  It prints the manual, feeds the exhaustive test and gives each refusal its
stable code.  Its digest stands in every decision, so a decision can be read against the very table
it was made under.  Adding a rule never opens anything; rules are only ever reasons to refuse.
"""

from __future__ import annotations

from enum import StrEnum

from shoumi.core.gate.question import L2, ROOM_ORDER, Act, Kind
from shoumi.core.gate.rule import Check, Fact, Policy, Rule
from shoumi.core.handbook import DoorAct, demands, doors
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
    PERSON_NOT_IN_TASK = "gate.person_not_in_task"
    RECORDS_SHUT = "gate.records_shut"
    STAFF_SHUT = "gate.staff_shut"
    VENDOR_SHUT = "gate.vendor_shut"
    ROOM_DOOR_SHUT = "gate.room_door_shut"
    ROOM_L2_SHUT = "gate.room_l2_shut"
    ROOM_L3_SHUT = "gate.room_l3_shut"
    HANDOVER_SHUT = "gate.handover_shut"
    SUSPENDED_BY_LAPSE = "gate.suspended_by_lapse"
    CONSENT_SUPERSEDED = "gate.consent_superseded"
    RECORD_UNSOUND = "gate.record_unsound"
    FIELD_NOT_SAID = "gate.field_not_said"
    TASK_UNCONFIRMED = "gate.task_unconfirmed"
    TOO_MANY_READS = "gate.too_many_reads"
    MINOR_UNAGREED = "gate.minor_unagreed"
    OUTSIDE_OF_ROOMS = "gate.outside_of_rooms"
    REQUEST_OF_NOBODY = "gate.request_of_nobody"
    NOT_FOR_A_REQUEST = "gate.not_for_a_request"
    RESTRICTED = "gate.restricted"
    PURPOSE_NOT_TOLD = "gate.purpose_not_told"


# Purposes of what is owed to a person, whatever becomes of the deal, and the acts it takes: that
# person's record is looked at or mended, nobody else's, and nothing goes out by it.
OWED = frozenset({Purpose.REQUEST, Purpose.DESTRUCTION})
OWED_ACTS = frozenset({Act.REVEAL, Act.WRITE})
# Roles of those who are no part of the house (sides of a deal, their vendors, customers), and of
# those who oversee it.  Outside a room they are shown nothing, whatever task somebody opened.
OUTSIDERS = frozenset({Role.TR, Role.TE, Role.VEN, Role.SUBJ})
# Entering is reading: from level L2 on a room shows rows about people (PIPL 73(3)).
_READING = frozenset({Act.REVEAL, Act.LIST, Act.EXPORT, Act.SEND, Act.WARN, Act.ENTER})


def always(_: Kind) -> bool:
    return True


def reading(kind: Kind) -> bool:
    return kind.act in _READING


def in_room(kind: Kind) -> bool:
    return kind.in_room


def out_of_rooms(kind: Kind) -> bool:
    return not kind.in_room


def room_export(kind: Kind) -> bool:
    return kind.in_room and kind.act is Act.EXPORT


def with_fields(kind: Kind) -> bool:
    return kind.with_fields


def about_someone(kind: Kind) -> bool:
    return kind.about_someone


def reads_someone(kind: Kind) -> bool:
    """Not what takes a record's place."""
    return kind.about_someone and reading(kind)


def uses_someone(kind: Kind) -> bool:
    """All but what is owed to that very person: the answer to the request itself, word of an
    incident."""
    return reads_someone(kind) and on_deal(kind)


def serves_someone(kind: Kind) -> bool:
    """The same, and what takes a record's place."""
    return kind.about_someone and on_deal(kind)


def owed(kind: Kind) -> bool:
    """What is owed to a person: the answer to a request, a destruction."""
    return kind.purpose in OWED


def warns(kind: Kind) -> bool:
    """People are told of an incident in which their data were touched: it cannot wait for what the
    incident itself has shut (PIPL 57)."""
    return kind.act is Act.WARN and kind.purpose is Purpose.NOTICE


def on_deal(kind: Kind) -> bool:
    """What is owed to people goes on while a deal is stopped."""
    return not owed(kind) and not warns(kind)


def beyond_what_is_owed(kind: Kind) -> bool:
    return owed(kind) and kind.act not in OWED_ACTS


def assessed(kind: Kind) -> bool:
    """PIPL 55: before entrusting, before providing, before rooms of level L2 and above."""
    return kind.depth >= L2 or kind.act in (Act.EXPORT, Act.SEND)


def leaves_the_house(kind: Kind) -> bool:
    return kind.purpose is Purpose.HANDOVER and kind.about_someone


def rests_on_consent(kind: Kind) -> bool:
    """What goes to the recipient: a person's data, and rooms that show rows about people."""
    return leaves_the_house(kind) or (kind.in_room and kind.depth >= L2)


def reveals_someone(kind: Kind) -> bool:
    return kind.act is Act.REVEAL and kind.about_someone


def shows_someone(kind: Kind) -> bool:
    """To somebody of the house.  A room was opened by two persons, a package is released by two,
    letters are of a notice that another approved."""
    return kind.act in (Act.REVEAL, Act.LIST) and kind.about_someone and not kind.in_room


def values_leave(kind: Kind) -> bool:
    return leaves_the_house(kind) and kind.with_fields


_DOOR_ACTS = {
    Act.REVEAL: DoorAct.READ,
    Act.LIST: DoorAct.READ,
    Act.EXPORT: DoorAct.EXPORT,
    Act.SEND: DoorAct.SEND,
    Act.WARN: DoorAct.SEND,
    Act.WRITE: DoorAct.WRITE,
    Act.ENTER: DoorAct.READ,
}


def door_acts(kind: Kind) -> frozenset[DoorAct]:
    """What a question is to the doors: reading in a room enters it, as deep as it reads.

    To read for a person's request is to read.  What is never shut (to file the request, to destroy
    what is due) opens no record and asks no gate.  To tell people of an incident passes no door.
    """
    if warns(kind):
        return frozenset()
    acts = {_DOOR_ACTS[kind.act]}
    if kind.in_room:
        acts.add(DoorAct.ENTER)
        if kind.depth >= L2:
            acts.add(DoorAct.ENTER_L2)
        if kind.depth > L2:
            acts.add(DoorAct.ENTER_L3)
    return frozenset(acts)


def _door(code: Code, fact: Fact) -> Rule:
    """The rule of one door (``core.handbook.doors``): it must not be held shut."""
    door = doors()[fact.removeprefix("door.")]

    def passes(kind: Kind) -> bool:
        return not door.acts.isdisjoint(door_acts(kind))

    passes.__name__ = f"passes_{door.name}"
    keeping = next(one.id for one in demands() if door in one.closes)
    return Rule(code, keeping, fact, passes, Check.TRUE)


def the_act(kind: Kind) -> Act:
    return kind.act


def the_level(kind: Kind) -> DisclosureLevel:
    return ROOM_ORDER[kind.depth]


def as_deep(kind: Kind) -> frozenset[DisclosureLevel]:
    return frozenset(ROOM_ORDER[kind.depth :])


def nothing(_: Kind) -> frozenset[Role]:
    return frozenset()


def oversight(_: Kind) -> frozenset[Role]:
    return frozenset({Role.SUP, Role.AUD})


def not_at_work(_: Kind) -> frozenset[Role]:
    return OUTSIDERS | {Role.SUP, Role.AUD}


POLICY = Policy(
    (
        Rule(Code.LEDGER_NOT_READY, "12.2", Fact.LEDGER_READY, always, Check.TRUE, Role.OPS),
        Rule(Code.CLOCK_BEHIND, "12.2", Fact.CLOCK_SOUND, always, Check.TRUE, Role.OPS),
        Rule(Code.KEYS_OVERDUE, "3.4", Fact.KEYS_SOUND, always, Check.TRUE, Role.SEC),
        Rule(Code.TASK_CLOSED, "11.1", Fact.TASK_OPEN, always, Check.TRUE, Role.DPO),
        Rule(Code.NOT_ON_TASK, "11.1", Fact.TASK_ACTORS, always, Check.HAS_ACTOR, Role.DPO),
        Rule(
            Code.ACT_NOT_IN_TASK, "1.3", Fact.TASK_ACTS, always, Check.CONTAINS, Role.DPO, the_act
        ),
        Rule(
            Code.FIELD_NOT_IN_TASK, "1.3", Fact.TASK_FIELDS, with_fields, Check.HAS_FIELDS, Role.DPO
        ),
        Rule(Code.NO_ROLE, "1.5", Fact.ROLES, always, Check.BEYOND, Role.HEAD, nothing),
        Rule(
            Code.OVERSIGHT_READS_NO_CONTENT,
            "18.2",
            Fact.ROLES,
            reading,
            Check.BEYOND,
            Role.HEAD,
            oversight,
        ),
        Rule(Code.UNTRAINED, "19.3", Fact.TRAINED_UNTIL, always, Check.TRUE_OR_LASTS, Role.HR),
        Rule(Code.DEAL_NOT_OPEN, "9.2", Fact.DEAL_OPEN, on_deal, Check.TRUE, Role.DPO),
        Rule(Code.NOT_ON_DEAL, "1.5", Fact.DEAL_MEMBER, on_deal, Check.TRUE, Role.CON),
        Rule(Code.NO_POLICY, "1.1", Fact.POLICY_PUBLISHED, always, Check.TRUE, Role.DPO),
        Rule(
            Code.FIELD_UNREGISTERED,
            "1.2",
            Fact.FIELDS_REGISTERED,
            with_fields,
            Check.HAS_FIELDS,
            Role.DPO,
        ),
        Rule(Code.NO_AGREEMENT, "2.1", Fact.NDA_UNTIL, in_room, Check.LASTS, Role.LEG),
        Rule(
            Code.AGREEMENT_LEVEL,
            "2.1",
            Fact.NDA_LEVELS,
            in_room,
            Check.CONTAINS,
            Role.LEG,
            the_level,
        ),
        Rule(Code.ROOM_SHUT, "1.5", Fact.ROOM_UNTIL, in_room, Check.LASTS, Role.DPO),
        Rule(Code.ROOM_LEVEL, "1.5", Fact.ROOM_LEVEL, in_room, Check.A_LEVEL, Role.DPO, as_deep),
        # Nothing leaves a room, whoever asks and whatever else holds.
        Rule(Code.ROOM_EXPORT, "1.5", Fact.TASK_OPEN, room_export, Check.NEVER),
        Rule(Code.NO_ASSESSMENT, "7.3", Fact.PIPIA_UNTIL, assessed, Check.LASTS, Role.DPO),
        Rule(Code.SUBJECT_NOT_HELD, "8.1", Fact.SUBJECT_HELD, about_someone, Check.TRUE),
        Rule(Code.SUBJECT_OF_OTHER_DEAL, "1.5", Fact.SUBJECT_DEAL, about_someone, Check.THE_DEAL),
        Rule(Code.NO_INSTRUMENT, "6.2", Fact.INSTRUMENT, leaves_the_house, Check.TRUE, Role.DPO),
        # Asked of questions about nobody too: what is opened for one person lists no others.
        Rule(
            Code.PERSON_NOT_IN_TASK,
            "1.3",
            Fact.TASK_PERSONS,
            always,
            Check.TRUE_OR_HAS_PERSON,
            Role.DPO,
        ),
        _door(Code.RECORDS_SHUT, Fact.RECORDS_DOOR),
        _door(Code.STAFF_SHUT, Fact.STAFF_DOOR),
        _door(Code.VENDOR_SHUT, Fact.VENDOR_DOOR),
        _door(Code.ROOM_DOOR_SHUT, Fact.ROOM_DOOR),
        _door(Code.ROOM_L2_SHUT, Fact.ROOM_L2_DOOR),
        _door(Code.ROOM_L3_SHUT, Fact.ROOM_L3_DOOR),
        _door(Code.HANDOVER_SHUT, Fact.HANDOVER_DOOR),
        _door(Code.SUSPENDED_BY_LAPSE, Fact.SUSPENSION_DOOR),
        Rule(
            Code.CONSENT_SUPERSEDED,
            "6.3",
            Fact.CONSENT_CURRENT,
            rests_on_consent,
            Check.TRUE,
            Role.DPO,
        ),
        # One bad record shuts one person.
        Rule(Code.RECORD_UNSOUND, "1.4", Fact.RECORD_SOUND, reads_someone, Check.TRUE, Role.SEC),
        # What leaves of a person is what that person was told.
        Rule(Code.FIELD_NOT_SAID, "6.2", Fact.FIELDS_SAID, values_leave, Check.TRUE, Role.DPO),
        Rule(Code.TASK_UNCONFIRMED, "1.3", Fact.TASK_CONFIRMED, always, Check.TRUE, Role.HEAD),
        Rule(Code.TOO_MANY_READS, "1.5", Fact.READS_WITHIN, reveals_someone, Check.TRUE, Role.DPO),
        Rule(Code.MINOR_UNAGREED, "1.5", Fact.MINOR_AGREED, shows_someone, Check.TRUE, Role.DPO),
        # Sides of a deal read in rooms, under their agreement, and nowhere else.
        Rule(
            Code.OUTSIDE_OF_ROOMS,
            "1.5",
            Fact.ROLES,
            out_of_rooms,
            Check.BEYOND,
            Role.DPO,
            not_at_work,
        ),
        Rule(Code.REQUEST_OF_NOBODY, "1.3", Fact.TASK_NAMED, owed, Check.TRUE, Role.DPO),
        Rule(
            Code.NOT_FOR_A_REQUEST,
            "1.3",
            Fact.TASK_OPEN,
            beyond_what_is_owed,
            Check.NEVER,
            Role.DPO,
        ),
        # PIPL 44: while a person's restriction or objection waits, and once it is granted.
        Rule(Code.RESTRICTED, "10.2", Fact.UNRESTRICTED, uses_someone, Check.TRUE, Role.DPO),
        # PIPL 14(2), 17(2): a purpose that came later serves whom nobody told of it in nothing.
        Rule(Code.PURPOSE_NOT_TOLD, "1.3", Fact.PURPOSE_TOLD, serves_someone, Check.TRUE, Role.DPO),
    )
)
RULES = POLICY.rules
# The doors that the gate itself stands in, and the fact that tells of each.
DOOR_FACTS = {fact.removeprefix("door."): fact for fact in Fact if fact.startswith("door.")}
