"""The levels of disclosure in plain functions (handbook 2, 12, 16; staged disclosure).

L1 shows counts, L2 de-identified rows, L3 a handful of named items to named reviewers.  L0 is the
public teaser and L4 the closing data; neither is a room.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from shoumi.core.handbook import DoorAct
from shoumi.core.milestones import StageAct, Standing, owners
from shoumi.core.terms import DisclosureLevel, Role

# Who gets a room ready and opens it, who says yes to that, who answers for the seller, who may
# find out whose copy went astray, and who may shut it.
PREPARERS = (Role.CON, Role.DPO)
APPROVERS = (Role.DPO, Role.LEG, Role.TR)
ANSWERERS = (Role.TR, Role.CON)
TRACERS = (Role.DPO, Role.SEC)
SHUTTERS = (Role.CON, Role.DPO, Role.LEG, Role.TR, Role.SEC, Role.SUP, Role.HEAD)

# Opening a room of the level and entering it, as an act that belongs to a milestone; and which.
STAGE_ACTS = {
    DisclosureLevel.L1: StageAct.ROOM_L1,
    DisclosureLevel.L2: StageAct.ROOM_L2,
    DisclosureLevel.L3: StageAct.ROOM_L3,
}
STAGE = {level: owners()[act].stage for level, act in STAGE_ACTS.items()}
# Where it is open, and as long as a room stays open once it is done.
REACHED = frozenset({Standing.OPEN, Standing.DONE})
# What opening a room of a level is to the doors.
OPENINGS = {
    DisclosureLevel.L1: (DoorAct.OPEN_ROOM,),
    DisclosureLevel.L2: (DoorAct.OPEN_ROOM, DoorAct.OPEN_ROOM_L2),
    DisclosureLevel.L3: (DoorAct.OPEN_ROOM, DoorAct.OPEN_ROOM_L2, DoorAct.OPEN_ROOM_L3),
}

# What going in is to the doors.
ENTRIES = {
    DisclosureLevel.L1: (DoorAct.ENTER,),
    DisclosureLevel.L2: (DoorAct.ENTER, DoorAct.ENTER_L2),
    DisclosureLevel.L3: (DoorAct.ENTER, DoorAct.ENTER_L2, DoorAct.ENTER_L3),
}


class State(StrEnum):
    """Stored values: changing one needs a migration."""

    PREPARED = "PREPARED"
    OPEN = "OPEN"
    SHUT = "SHUT"


# Rooms that one press approves, opens or shuts.
MOST_TOGETHER = 50
# Entries of a deal's index, which is shown whole.
MOST_PAPERS = 400


class Section(StrEnum):
    """Parts of a deal's index; their numbers never change."""

    COMPANY = "1"
    FINANCE = "2"
    CONTRACTS = "3"
    CUSTOMERS = "4"
    STAFF = "5"
    PRIVACY = "6"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a room of a level must keep.  All of it is product choice [P], none of it law."""

    k: int = 1
    distinct: int = 1  # l-diversity
    approvals: int = 1
    longest: timedelta = timedelta(days=60)
    ordinary_rows: int | None = None
    sensitive_rows: int | None = None


LIMITS = {
    DisclosureLevel.L1: Limits(k=10),
    DisclosureLevel.L2: Limits(k=5, distinct=2),
    # Far under the record counts at which criminal law begins (Interpretation (2017) 10, art. 5).
    DisclosureLevel.L3: Limits(
        approvals=2, longest=timedelta(hours=72), ordinary_rows=200, sensitive_rows=20
    ),
}


def is_approved(level: DisclosureLevel, requester: str, approvals: Collection[str]) -> bool:
    """Whoever asks for the room cannot approve it."""
    return len(set(approvals) - {requester}) >= LIMITS[level].approvals


def are_named(level: DisclosureLevel, named: Collection[str], persons: Collection[str]) -> bool:
    """May these persons enter?  Whom the approvers saw named, nobody replaces; a clean room has
    its reviewers named before it is approved."""
    is_bound = level is DisclosureLevel.L3 or bool(named)
    return bool(persons) and (not is_bound or set(persons) <= set(named))


def fits(level: DisclosureLevel, ordinary: int, sensitive: int) -> bool:
    """Are there few enough people in the room?"""
    limits = LIMITS[level]
    return (limits.ordinary_rows is None or ordinary <= limits.ordinary_rows) and (
        limits.sensitive_rows is None or sensitive <= limits.sensitive_rows
    )


# Crockford's letters: none of them is read for another.  Eight are 40 bits.
CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})


def code_of(number: int) -> str:
    """The code of 40 bits as it is burnt into a page."""
    return "".join(CODE_LETTERS[number >> 5 * n & 31] for n in reversed(range(CODE_LENGTH)))


def number_of(code: str) -> int:
    """The 40 bits of a code.

    Raises:
        ValueError: a letter is none of ours.
    """
    number = 0
    for letter in code:
        number = number << 5 | CODE_LETTERS.index(letter)
    return number


def read_code(typed: str) -> str:
    """A code as somebody read it off a page: in groups, small letters, O for nought."""
    return typed.strip().upper().translate(_MISREAD)


def written_code(code: str) -> str:
    """``K7Q2-91D4``"""
    return f"{code[:4]}-{code[4:]}"


def may_hold(level: DisclosureLevel, covered: int) -> bool:
    """May a room of the level hold a document with so many places covered?  L1 is counts: what
    names somebody even under bars has its place in L2 and L3."""
    return level in LIMITS and (level is not DisclosureLevel.L1 or covered == 0)


# A wish to be given people rather than to know something.  Words, not meaning: it is a fence, and
# the scan of what was typed stands behind it.
_PEOPLE = r"客户|顾客|用户|员工|雇员|联系人|customers?|clients?|employees?|staff|contacts?"
_REACH = (
    r"电话|手机|号码|微信|邮箱|地址|住址|姓名|名单|名册|花名册|身份证|"
    r"phones?|numbers?|e-?mails?|addresses|address|names?|lists?|rosters?"
)
_GIVE = r"给|发|提供|要|拿|导出|give|send|provide|share|export|get"
_WANTS_PEOPLE = re.compile(
    f"(?=.*(?:{_GIVE}))(?=.*(?:{_PEOPLE}))(?=.*(?:{_REACH}))", re.IGNORECASE | re.DOTALL
)


def asks_for_people(text: str) -> bool:
    """Does a question ask to be given named people?"""
    return any(_WANTS_PEOPLE.match(part) for part in re.split("[。！？!?;；\n]", text))
