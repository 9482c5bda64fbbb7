"""Who is a minor, told by what is known of the day of birth (Law on the Protection of Minors 2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

# PIPL 28, 31: under fourteen, a parent or guardian consents.
CHILD_AGE = 14
MINOR_AGE = 18

# What the day of birth is told by, and who has somebody to act for him or her.
TOLD_BY = ("birth_on", "id_number", "guardian_name", "guardian_mobile")
_EARLIEST = date(1850, 1, 1)
_RESIDENT = re.compile(r"[0-9]{17}[0-9X]")


def born_on(values: Mapping[str, str]) -> date | None:
    """The birthday, from its own field or from the identity number."""
    if told := values.get("birth_on"):
        return date.fromisoformat(told)
    number = values.get("id_number", "")
    if not _RESIDENT.fullmatch(number):
        return None
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return born if born >= _EARLIEST else None


def is_under(age: int, born: date, on: date) -> bool:
    """Whether someone born on ``born`` has not yet reached ``age`` on the day ``on``."""
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return years < age


@dataclass(frozen=True, slots=True)
class Minority:
    """Whether somebody is a minor on a day, by the person's values.

    Of whom no day of birth is known somebody with a guardian is one.  A number of fifteen digits
    has a birthday of the last century.
    """

    today: date

    def __call__(self, values: Mapping[str, str]) -> bool:
        number = values.get("id_number", "")
        told = values.get("birth_on", "")
        if not told and not number:
            return bool(values.get("guardian_name") or values.get("guardian_mobile"))
        # Most are born in an earlier year, and that is quickly seen.
        year = f"{self.today.year - MINOR_AGE:04d}"
        if told[:4] < year if told else number[6:10] < year and len(number) == 18:
            return False
        try:
            born = born_on(values)
        except ValueError:
            born = None
        if born is None:
            is_old = len(number) == 15 and number.isdigit()
            return not is_old and bool(values.get("guardian_name") or values.get("guardian_mobile"))
        return is_under(MINOR_AGE, born, self.today)
