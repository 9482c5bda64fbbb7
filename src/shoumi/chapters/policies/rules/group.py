"""The working group of chapter 1: who sits in it, when it is quorate, what it decided.

Sources: handbook 1.1 (at least the protection officer, legal, security and the business; the head
of the company appoints and is responsible); the quorum and the majority are the house's own rule.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from shoumi.core.refs import Ref
from shoumi.core.terms import Role


class Seat(StrEnum):
    """What somebody speaks for in the group.  Stored values."""

    OFFICER = "OFFICER"
    LEGAL = "LEGAL"
    SECURITY = "SECURITY"
    BUSINESS = "BUSINESS"
    MEMBER = "MEMBER"


class Answer(StrEnum):
    """What a member says to a draft.  Stored values."""

    YES = "YES"
    NO = "NO"
    ABSTAIN = "ABSTAIN"


class Outcome(StrEnum):
    """What a meeting came to.  Stored values."""

    ADOPTED = "ADOPTED"
    REJECTED = "REJECTED"
    NOT_QUORATE = "NOT_QUORATE"


class MeetingState(StrEnum):
    CALLED = "CALLED"
    MINUTED = "MINUTED"
    CONFIRMED = "CONFIRMED"


class Treatment(StrEnum):
    """What became of a comment on a draft.  Stored values."""

    TAKEN = "TAKEN"
    DECLINED = "DECLINED"


_BUSINESS = frozenset({Role.CON, Role.CS, Role.OPS, Role.MKT, Role.FIN, Role.PRO, Role.HR})
# Who fills a seat: a member whose role ended sits there no more.
FILLED_BY: Mapping[Seat, frozenset[Role]] = {
    Seat.OFFICER: frozenset({Role.DPO}),
    Seat.LEGAL: frozenset({Role.LEG}),
    Seat.SECURITY: frozenset({Role.SEC}),
    Seat.BUSINESS: _BUSINESS,
    Seat.MEMBER: frozenset({Role.HEAD, Role.PWG, Role.DPO, Role.LEG, Role.SEC}) | _BUSINESS,
}
REQUIRED = (Seat.OFFICER, Seat.LEGAL, Seat.SECURITY, Seat.BUSINESS)
# Without them no meeting is quorate: they answer for the law.
PRESENT = (Seat.OFFICER, Seat.LEGAL)


def lacking(filled: Collection[Seat]) -> tuple[Seat, ...]:
    """The seats that have to be filled and are not."""
    return tuple(seat for seat in REQUIRED if seat not in filled)


def outcome(
    members: Mapping[Ref, Collection[Seat]], answers: Mapping[Ref, Answer]
) -> tuple[Outcome, int, int]:
    """What the answers of a meeting come to, how many said yes, and how many no.

    Quorate: more than half of the members answered, among them those of ``PRESENT``.  Adopted: more
    than half of those who answered said yes, so whoever abstains does not help it.

    ``members``  who sits in the group, each with the seats she or he fills
    ``answers``  of members and of others, who do not count
    """
    own = {person: said for person, said in answers.items() if person in members}
    yes = sum(said is Answer.YES for said in own.values())
    no = sum(said is Answer.NO for said in own.values())
    there = {seat for person in own for seat in members[person]}
    if 2 * len(own) <= len(members) or not there.issuperset(PRESENT):
        return Outcome.NOT_QUORATE, yes, no
    return (Outcome.ADOPTED if 2 * yes > len(own) else Outcome.REJECTED), yes, no
