"""Facts with which the gate is in order, and values with which each is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from shoumi.core.gate import Act, Fact
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel, Role

AT = datetime(2026, 9, 7, 2, tzinfo=UTC)
LATER, EARLIER = AT + timedelta(days=9), AT - timedelta(seconds=1)
ANNA, BERT = Ref("person-anna"), Ref("person-bert")
DEAL, OTHER = Ref("deal-a"), Ref("deal-b")
CHEN = Ref("sub-chen")
TASK = Ref("task-1")
L0, L1, L2, L3, L4 = DisclosureLevel
LEVELS = {None: 0, L0: 0, L1: 1, L2: 2, L3: 3, L4: 4}


class Unreadable(frozenset):
    """A fact that breaks whoever looks at it."""

    def _break(self, *_):
        raise ZeroDivisionError

    __contains__ = __ge__ = __sub__ = __len__ = __bool__ = __eq__ = _break
    __hash__ = frozenset.__hash__


DOORS = (
    Fact.RECORDS_DOOR,
    Fact.STAFF_DOOR,
    Fact.VENDOR_DOOR,
    Fact.ROOM_DOOR,
    Fact.ROOM_L2_DOOR,
    Fact.ROOM_L3_DOOR,
    Fact.HANDOVER_DOOR,
    Fact.SUSPENSION_DOOR,
)

GOOD: dict[Fact, object] = {
    Fact.LEDGER_READY: True,
    Fact.CLOCK_SOUND: True,
    Fact.ROLES: frozenset({Role.CON}),
    Fact.TASK_OPEN: True,
    Fact.TASK_FIELDS: frozenset({"name", "mobile"}),
    Fact.TASK_ACTORS: frozenset({ANNA}),
    Fact.TASK_ACTS: frozenset(Act),
    Fact.TASK_PERSONS: True,
    Fact.TASK_NAMED: True,
    Fact.TASK_CONFIRMED: True,
    Fact.READS_WITHIN: True,
    Fact.MINOR_AGREED: True,
    Fact.DEAL_OPEN: True,
    Fact.DEAL_MEMBER: True,
    Fact.FIELDS_REGISTERED: frozenset({"name", "mobile", "address"}),
    Fact.POLICY_PUBLISHED: True,
    Fact.NDA_UNTIL: LATER,
    Fact.NDA_LEVELS: frozenset(DisclosureLevel),
    Fact.ROOM_LEVEL: L4,
    Fact.ROOM_UNTIL: LATER + timedelta(days=1),
    Fact.PIPIA_UNTIL: LATER + timedelta(days=2),
    Fact.KEYS_SOUND: True,
    Fact.SUBJECT_HELD: True,
    Fact.SUBJECT_DEAL: DEAL,
    Fact.RECORD_SOUND: True,
    Fact.INSTRUMENT: True,
    Fact.CONSENT_CURRENT: True,
    Fact.FIELDS_SAID: True,
    Fact.UNRESTRICTED: True,
    Fact.PURPOSE_TOLD: True,
    Fact.TRAINED_UNTIL: LATER + timedelta(days=3),
    **dict.fromkeys(DOORS, True),
}

MOMENTS = frozenset({Fact.NDA_UNTIL, Fact.ROOM_UNTIL, Fact.PIPIA_UNTIL, Fact.TRAINED_UNTIL})
# In order for every check of a set, and nothing that is true.
EVERYTHING = frozenset({None, ANNA, CHEN, "name", "mobile", *Act, *DisclosureLevel, *Role})
_NOT_TRUE = (False, 1, "True", LATER, L4, EVERYTHING, float("nan"))
# Nobody can tell whether a moment of no zone is over.
NO_ZONE = datetime(9999, 1, 1)
_NOT_TIME = (AT, EARLIER, NO_ZONE, True, 9e18, float("nan"), "9999-12-31")
_NOT_SET = ((), "name mobile", True, float("nan"))

# Values a fact may take besides the good one, the last of each kind a bad imitation.
OTHERS: dict[Fact, tuple[object, ...]] = {
    **dict.fromkeys(
        (
            Fact.LEDGER_READY,
            Fact.CLOCK_SOUND,
            Fact.TASK_OPEN,
            Fact.TASK_NAMED,
            Fact.TASK_CONFIRMED,
            Fact.READS_WITHIN,
            Fact.MINOR_AGREED,
            Fact.DEAL_OPEN,
            Fact.DEAL_MEMBER,
            Fact.POLICY_PUBLISHED,
            Fact.KEYS_SOUND,
            Fact.SUBJECT_HELD,
            Fact.RECORD_SOUND,
            Fact.INSTRUMENT,
            Fact.CONSENT_CURRENT,
            Fact.FIELDS_SAID,
            Fact.UNRESTRICTED,
            Fact.PURPOSE_TOLD,
            *DOORS,
        ),
        _NOT_TRUE,
    ),
    **dict.fromkeys((Fact.NDA_UNTIL, Fact.ROOM_UNTIL, Fact.PIPIA_UNTIL), _NOT_TIME),
    Fact.TRAINED_UNTIL: (True, AT, EARLIER, NO_ZONE, False, float("nan"), "always"),
    Fact.ROLES: (
        frozenset(),
        frozenset({Role.SUP}),
        frozenset({Role.SUP, Role.AUD}),
        frozenset({Role.AUD, Role.LEG}),
        frozenset({Role.TE}),
        frozenset({Role.TE, Role.AUD}),
        frozenset({Role.TR, Role.SUBJ, Role.VEN, Role.SUP}),
        frozenset({Role.VEN, Role.FIN}),
        *_NOT_SET,
        "CON",
    ),
    Fact.TASK_FIELDS: (frozenset(), frozenset({"name"}), *_NOT_SET),
    Fact.TASK_ACTORS: (frozenset(), frozenset({BERT}), *_NOT_SET),
    Fact.TASK_PERSONS: (
        frozenset(),
        frozenset({CHEN, Ref("sub-0")}),
        frozenset({Ref("sub-other"), BERT}),
        False,
        str(CHEN),
        LATER,
        L4,
        float("nan"),
    ),
    Fact.TASK_ACTS: (frozenset(), *(frozenset({act}) for act in Act), *_NOT_SET),
    Fact.FIELDS_REGISTERED: (frozenset(), frozenset({"mobile"}), *_NOT_SET),
    Fact.NDA_LEVELS: (
        frozenset(),
        *(frozenset({level}) for level in DisclosureLevel),
        *_NOT_SET,
    ),
    Fact.ROOM_LEVEL: (*DisclosureLevel, "L9", 4, float("nan")),
    Fact.SUBJECT_DEAL: (OTHER, Ref("sub-chen"), True, float("nan")),
}
