"""Made-up people of a made-up company, each with what a trade may ask of a customer."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from shoumi.doors.demo.sample_customers import GIVEN, SURNAMES, resident_number

_BORN, _OPENED = date(1970, 1, 1), date(2023, 1, 1)


@dataclass(frozen=True, slots=True)
class Customer:
    """``number`` is nobody else's, in the company and beside it."""

    number: int
    name: str
    mobile: str
    born: date
    opened: date
    seed: int

    @property
    def identity(self) -> str:
        return resident_number(self.born, self.number % 999 + 1)

    @property
    def mail(self) -> str:
        return f"c{self.number}@customers.example"

    @property
    def address(self) -> str:
        return f"虚构市{self.number % 9 + 1} 号路 {self.number} 号"

    @property
    def amount(self) -> str:
        return str(600 + self.number * 37 % 4000)


Cell = Callable[[Customer], str]


def customers(trade: int, count: int) -> list[Customer]:
    """``count`` people of the trade with that number; the same each time."""
    chance = random.Random(trade)
    found = []
    for one in range(count):
        number = trade * 1000 + one
        given = GIVEN[one % len(GIVEN)] + chance.choice("虚拟样示演")
        found.append(
            Customer(
                number,
                chance.choice(SURNAMES) + given,
                f"1540{number:07}",
                _BORN + timedelta(days=chance.randrange(12_000)),
                _OPENED + timedelta(days=chance.randrange(900)),
                trade,
            )
        )
    return found
