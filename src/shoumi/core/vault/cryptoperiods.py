"""How long a key may be used: handbook 3.4, house rules inside NIST SP 800-57 part 1."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache


class Age(StrEnum):
    IN_DATE = "in_date"
    DUE = "due"  # replace it now
    OVER = "over"  # nothing new under it


@dataclass(frozen=True, slots=True)
class Cryptoperiod:
    """Calendar months after which a key is due, over, and shut.

    Under a key that is over nothing new is stored; from ``shut_months`` on nothing is read either.
    """

    due_months: int
    over_months: int
    shut_months: int

    def age(self, created_at: datetime, at: datetime) -> Age:
        if at >= self.over_at(created_at):
            return Age.OVER
        return Age.DUE if at >= add_months(created_at, self.due_months) else Age.IN_DATE

    def over_at(self, created_at: datetime) -> datetime:
        return add_months(created_at, self.over_months)

    def shut_at(self, created_at: datetime) -> datetime:
        return add_months(created_at, self.shut_months)


# Key-encryption keys and the root.  NIST allows two years of protecting use; one is usual.
WRAPPING = Cryptoperiod(11, 13, 14)
# Data keys: re-keyed on the first write after a year.
DATA = Cryptoperiod(12, 24, 25)
INDEX = Cryptoperiod(12, 24, 25)
SIGNING = Cryptoperiod(11, 13, 14)


@lru_cache(maxsize=1024)
def add_months(moment: datetime, months: int) -> datetime:
    """The same day and time ``months`` later, or the last day of a shorter month."""
    years, month = divmod(moment.month - 1 + months, 12)
    year = moment.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))
