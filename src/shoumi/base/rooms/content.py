"""What a room shows: tables of counts for L1, de-identified rows for L2.

The quasi-identifiers are district, age and yearly amount; the sensitive attribute is the service.
Everything direct (name, numbers, address) never gets here: the task that reads for a room does not
have those fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shoumi.base.rooms.rules import LIMITS
from shoumi.core.redact import aggregate, anonymity, generalise, pseudonym
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel

FIELDS = frozenset({"district", "birth_on", "yearly_amount", "service_type"})
QUASI = ("district", "age", "amount")
SENSITIVE = "service"

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Content:
    """The rows to publish and what had to be done to them."""

    rows: list[Row]
    generalised: int
    suppressed: int


def banded(values: Mapping[str, str], today: date) -> Row:
    """One person without what is direct, at the finest step that may be shown."""
    return {
        "district": values.get("district") or generalise.ANY,
        "age": generalise.age_band(values.get("birth_on", ""), today),
        "amount": generalise.amount_band(values.get("yearly_amount", "")),
        "service": values.get("service_type", ""),
    }


def rows(opened: Iterable[tuple[Ref, Mapping[str, str]]], *, key: bytes, today: date) -> Content:
    """De-identified rows for level L2: k and l hold, and the pseudonyms are this room's alone."""
    names, plain = [], []
    for ref, values in opened:
        names.append(ref)
        plain.append(banded(values, today))
    limits = LIMITS[DisclosureLevel.L2]
    outcome = anonymity.generalise_until(
        plain,
        QUASI,
        limits.k,
        limits.distinct,
        generalise.LADDER,
        sensitive=SENSITIVE,
    )
    shown = [
        {"id": pseudonym.of(ref, key=key), **row}
        for ref, row in zip(names, outcome.rows, strict=True)
        if row is not None
    ]
    return Content(shown, outcome.generalised, outcome.suppressed)


def tables(
    opened: Iterable[tuple[Ref, Mapping[str, str]]], *, today: date
) -> dict[str, Sequence[tuple[str, int | None]]]:
    """Counts for level L1; a cell under the smallest count is None, and cannot be worked out."""
    plain = [banded(values, today) for _, values in opened]
    smallest = LIMITS[DisclosureLevel.L1].k
    return {
        name: aggregate.aggregate((row[name] for row in plain), smallest=smallest)
        for name in (*QUASI, SENSITIVE)
    }
