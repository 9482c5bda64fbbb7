"""The doors of the house: what the lapse of a demand shuts, and which acts pass each.

An act asks its doors when it happens, also where they stood open before.  The tables are data, so
that the gate, the pages, the command line and the sabotage tests read the same.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from shoumi.core.handbook.tables import table
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, DealStage, Role


class DoorAct(StrEnum):
    """What passes a door.  Moves of a milestone are acts too: ``stage_act``.

    Never asked of a door: to answer a notice, withdraw, refuse, object, file a request, contain,
    tell people of an incident, destroy what is due, back up, restore, and to mend what lapsed.
    """

    READ = "read"  # reveal, list
    WRITE = "write"
    SEND = "send"  # contact data to whoever delivers
    EXPORT = "export"  # values leave the house for the recipient
    ENTER = "enter"  # a room of any level, and look at its pages
    ENTER_L2 = "enter_l2"
    ENTER_L3 = "enter_l3"
    OPEN_ROOM = "open_room"
    OPEN_ROOM_L2 = "open_room_l2"
    OPEN_ROOM_L3 = "open_room_l3"
    IMPORT = "import"
    CAMPAIGN = "campaign"
    SEAL = "seal"
    RELEASE = "release"
    GRANT = "grant"  # a role that reaches personal information
    PUBLISH_POLICY = "publish_policy"
    SANCTION = "sanction"  # a decision against somebody of the staff
    CLOSE_REQUEST = "close_request"
    MESSAGE = "message"  # a message of staff to staff
    OPEN_SHARED_TASK = "open_shared_task"


class Reach(StrEnum):
    """For whom a broken demand shuts its doors."""

    ALL = "all"
    WRITE = "write"  # reading goes on
    REMOTE = "remote"  # who comes from another machine without TLS; others go on


_STAGE = "stage:"
_EVERY_STAGE = "stage:*"
# What changes something.  ``Reach.WRITE`` shuts these alone.
WRITES = frozenset({DoorAct.WRITE, DoorAct.IMPORT})


def stage_act(stage: DealStage) -> str:
    """The act of opening or finishing a milestone."""
    return f"{_STAGE}{stage}"


@dataclass(frozen=True, slots=True)
class Door:
    """Something that shuts when a demand lapses.

    ``acts``         what asks it
    ``only_lapses``  shut by what once stood and lapsed, not by what was never stated
    """

    name: str
    zh: str
    en: str
    acts: frozenset[str] = frozenset()
    only_lapses: bool = False

    def is_passed_by(self, act: str) -> bool:
        return act in self.acts or (act.startswith(_STAGE) and _EVERY_STAGE in self.acts)


@dataclass(frozen=True, slots=True)
class Lapse:
    """A demand that holds a door shut.

    ``reason``  the stable code of what is wrong; ``until`` when a grace ends, or the lapse itself
    ``who``     mends it
    ``reach``   what it shuts; ``deals`` for which deals alone, ``subjects`` for whose records
    alone, all where there are none
    ``grace_until``  two persons let its doors stand open until then (``graces``)
    """

    demand: str
    state: ControlState
    reason: str
    who: Role
    until: datetime | None = None
    reach: Reach = Reach.ALL
    deals: frozenset[Ref] = frozenset()
    grace_until: datetime | None = None
    subjects: frozenset[Ref] = frozenset()

    @property
    def is_for_all(self) -> bool:
        return self.reach is Reach.ALL and not self.deals and not self.subjects

    def concerns(self, act: str, deal: Ref | None, *, is_in_clear: bool = False) -> bool:
        """Whether it stands against ``act`` in ``deal``.  Against reading some people alone the
        gate stands by a rule of its own."""
        if self.subjects:
            return False
        if self.deals and deal not in self.deals:
            return False
        if self.reach is Reach.WRITE:
            return act in WRITES
        return is_in_clear or self.reach is not Reach.REMOTE


@cache
def _table() -> dict[str, Any]:
    return table("doors.toml")


@cache
def doors() -> dict[str, Door]:
    """All by name, in the order in which a transfer comes to them."""
    return {
        row["name"]: Door(
            row["name"],
            row["zh"],
            row["en"],
            frozenset(row["acts"]),
            row.get("only_lapses", False),
        )
        for row in _table()["door"]
    }


@cache
def unguarded() -> frozenset[str]:
    """Demands that may stand unbuilt: their doors are passed, and shown as unguarded."""
    return frozenset(_table()["unguarded"])


@cache
def passed_by(act: str) -> tuple[Door, ...]:
    """The doors an act asks."""
    return tuple(door for door in doors().values() if door.is_passed_by(act))


def of_acts(acts: Collection[str]) -> tuple[Door, ...]:
    """The doors that one of several acts asks, each once."""
    return tuple(dict.fromkeys(door for act in acts for door in passed_by(act)))
