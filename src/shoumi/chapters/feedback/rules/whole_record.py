"""What the record of a request lacks before it may be closed (handbook 10.3): it was received,
whoever asked proved who that is, an answer with a text was handed over, and the outcome fits it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from shoumi.chapters.feedback.rules import Ground, Kind, Outcome, Part, needs_proof


class Lack(StrEnum):
    """Stored nowhere; told to whoever closes."""

    RECEIPT = "feedback.no_receipt"
    PROOF = "feedback.not_proven"
    ANSWER = "feedback.not_answered"
    RESTING = "feedback.person_asked"


@dataclass(frozen=True, slots=True)
class Known:
    """What stands in the record of one request."""

    kind: Kind
    parts: Collection[Part] = ()
    is_proven: bool = False
    ground: Ground | None = None
    is_resting: bool = False


def lacks(known: Known) -> tuple[Lack, ...]:
    """Everything that lacks, in the order in which it is mended.

    Who never proved who that is can only be refused, for that reason.
    """
    is_unproven = (
        needs_proof(known.kind) and not known.is_proven and known.ground is not Ground.NOT_PROVEN
    )
    found = (
        (Part.RECEIVED not in known.parts, Lack.RECEIPT),
        (is_unproven, Lack.PROOF),
        (not {Part.REPLY, Part.REFUSAL} & set(known.parts), Lack.ANSWER),
        (known.is_resting, Lack.RESTING),
    )
    return tuple(what for is_so, what in found if is_so)


def fits(outcome: Outcome, known: Known) -> bool:
    """Whether the request can have ended so, as it was answered."""
    if outcome is Outcome.REFUSED:
        return Part.REFUSAL in known.parts
    if outcome is Outcome.ANSWERED:
        return Part.REPLY in known.parts and not needs_proof(known.kind)
    if outcome in (Outcome.GRANTED, Outcome.PARTLY):
        return Part.REPLY in known.parts and known.ground is None
    return Part.REPLY in known.parts
