"""What a room may show of people at most, made of what is held of them where that is opened.

District and service come as somebody typed them; whether they may be shown is judged later, once
for each word.  Everything else is a band or a pseudonym already.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from shoumi.core.redact import generalisation, pseudonym

# What is read of each person, and what becomes of it, in this order.
FIELDS = ("district", "birth_on", "yearly_amount", "service_type")
COLUMNS = ("district", "age", "amount", "service")


class Column(NamedTuple):
    """``values`` each once, and the number of each person's among them (u32, of this machine)."""

    values: list[str]
    of_person: bytes


class Banded(NamedTuple):
    """Some people as ``COLUMNS``.  ``names``: their pseudonyms one after the other, if wanted."""

    columns: tuple[Column, ...]
    names: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Bands:
    """``key``  of the room's pseudonyms; empty: none are wanted."""

    today: date
    key: bytes = b""

    def __call__(self, people: Sequence[str], values: Sequence[Mapping[str, str]]) -> Banded:
        district, born, amount, service = (
            [own.get(field, "") for own in values] for field in FIELDS
        )
        ages = {one: generalisation.age_band(one, self.today) for one in set(born)}
        amounts = {one: generalisation.amount_band(one) for one in set(amount)}
        told = district, [ages[one] for one in born], [amounts[one] for one in amount], service
        key = self.key
        names = [pseudonym.of(one, key=key) for one in people] if key else []
        return Banded(tuple(map(_column, told)), "".join(names).encode())


def _column(told: Sequence[str]) -> Column:
    places: dict[str, int] = {}
    numbers = array("I", [places.setdefault(one, len(places)) for one in told])
    return Column(list(places), numbers.tobytes())
