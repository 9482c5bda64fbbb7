"""What is asked of the gate.

Rules are chosen by the ``Kind`` of a question alone.  There are few kinds (acts, purposes, levels,
about someone or not, naming fields or not), so what a kind needs is worked out once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel, Purpose


class Act(StrEnum):
    """What is asked for."""

    REVEAL = "reveal"  # show a person's values to the actor
    LIST = "list"  # de-identified or masked rows
    EXPORT = "export"  # take values out of the house
    SEND = "send"  # hand contact data to a vendor for delivery
    WARN = "warn"  # open contact data to tell people of an incident (PIPL 57)
    WRITE = "write"  # store or change values
    ENTER = "enter"  # open a room of a level


@dataclass(frozen=True, slots=True)
class Question:
    """May this actor do this, for this open task, to this person's fields, now?

    ``task`` names the work that gives the purpose; ``purpose`` and ``deal`` were read from it.
    ``subject`` is None where the question is about a room or a whole set.
    ``is_in_clear``  it came from another machine over a connection without TLS
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
    is_in_clear: bool = False

    @property
    def kind(self) -> Kind:
        """
        Raises:
            ValueError: act, purpose or level is none of the words there are.
        """
        return Kind(
            Act(self.act),
            Purpose(self.purpose),
            None if self.level is None else DisclosureLevel(self.level),
            self.subject is not None,
            bool(self.fields),
        )


ROOM_ORDER = tuple(DisclosureLevel)
L2 = ROOM_ORDER.index(DisclosureLevel.L2)
# Rows about people are level L2 and values of theirs L3, whatever level a question claims.
_LEAST_DEPTH = {
    Act.ENTER: 1,
    Act.WRITE: 1,
    Act.LIST: L2,
    Act.REVEAL: L2 + 1,
    Act.EXPORT: L2 + 1,
    Act.SEND: L2 + 1,
    Act.WARN: L2 + 1,
}


class Kind(NamedTuple):
    """All of a question that decides which rules are asked."""

    act: Act
    purpose: Purpose
    level: DisclosureLevel | None
    about_someone: bool
    with_fields: bool

    @property
    def in_room(self) -> bool:
        return self.purpose is Purpose.DUE_DILIGENCE

    @property
    def depth(self) -> int:
        """How deep into the rooms the question goes: as deep as it says, and as its act must."""
        said = ROOM_ORDER.index(self.level) if self.level is not None else 0
        return max(said, _LEAST_DEPTH[self.act]) if self.in_room else said
