"""From how many records on somebody answers by criminal law for getting or giving personal
information away (法释〔2017〕10号, art. 5), and how near a count is.

The numbers are those of records that were got while serving clients, half of the general ones
(art. 5(8)).  Kinds that stay below are added up by their shares (art. 5(6)).  The text names kinds
and no fields, so where it can be argued a field counts as the stricter kind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from shoumi.core import constants

CONSTANT = "criminal_dlp.criminal_record_thresholds_in_service"
# A choice of the house: somebody is warned while a fifth is still left.
_WARNED_FROM = Fraction(4, 5)
_PER_MILLE = 1000


class RecordKind(StrEnum):
    """Of what kind a record is, the strictest first; the value names the part of the constant."""

    TRACE_OR_PROPERTY = "trace_comm_credit_property"
    HEALTH_OR_TRANSACTION = "lodging_callrecord_health_transaction"
    OTHER = "other"


class Nearness(StrEnum):
    """How near a count is to its threshold, upwards."""

    BELOW = "BELOW"
    NEAR = "NEAR"
    REACHED = "REACHED"


_FIELDS: Mapping[RecordKind, frozenset[str]] = {
    RecordKind.TRACE_OR_PROPERTY: frozenset({"bank_account"}),
    # "And others that may touch upon the safety of person or property": the identity card too.
    RecordKind.HEALTH_OR_TRANSACTION: frozenset(
        {"yearly_amount", "service_type", "contract_level", "id_number", "id_card_image"}
    ),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """``kind``  None: all kinds together, as shares of a thousand"""

    kind: RecordKind | None
    count: int
    limit: int

    @property
    def nearness(self) -> Nearness:
        if self.count >= self.limit:
            return Nearness.REACHED
        return Nearness.NEAR if self.count >= self.limit * _WARNED_FROM else Nearness.BELOW


def kind_of(fields: Collection[str], sensitive: Collection[str] = ()) -> RecordKind:
    """The strictest kind of what was read of one person.

    ``sensitive``  those of ``fields`` that the register calls so: none of them is merely other
    """
    for kind, own in _FIELDS.items():
        if not own.isdisjoint(fields):
            return kind
    return RecordKind.HEALTH_OR_TRANSACTION if sensitive else RecordKind.OTHER


def strictest(one: RecordKind, other: RecordKind | None) -> RecordKind:
    order = list(RecordKind)
    return one if other is None else min(one, other, key=order.index)


def limit(kind: RecordKind) -> int:
    return constants.get(CONSTANT).part(kind)


def standings(counts: Mapping[RecordKind, int]) -> Iterator[Standing]:
    """Each kind in order, then all together; each person counts once, as the strictest kind."""
    total = Fraction(0)
    for kind in RecordKind:
        count = counts.get(kind, 0)
        total += Fraction(count, limit(kind))
        yield Standing(kind, count, limit(kind))
    # Not rounded up: a whole is reached where it is reached.
    yield Standing(None, int(total * _PER_MILLE), _PER_MILLE)


def nearest(counts: Mapping[RecordKind, int]) -> Standing:
    """The one of which the largest share is reached."""
    return max(standings(counts), key=lambda one: Fraction(one.count, one.limit))
