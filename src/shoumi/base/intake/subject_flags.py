"""What follows for somebody from their values: marks in one small number, and a day."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shoumi.core.fields import FieldRegister
from shoumi.core.minors import CHILD_AGE, born_on, is_under
from shoumi.core.retention import ends_on

CHILD, CONTACT, EXPIRED = 1, 2, 4
# Where a resident's number has the year of birth.
_YEAR = slice(6, 10)


@dataclass(frozen=True, slots=True)
class Judge:
    """``retention``: of each registered field for how many days it is kept."""

    retention: Mapping[str, int]
    today: date

    @classmethod
    def by(cls, register: FieldRegister, today: date) -> Judge:
        return cls({code: rule.retention_days for code, rule in register.items()}, today)

    def __call__(self, values: Mapping[str, str]) -> tuple[int, int]:
        """(marks, the last day of retention as an ordinal or 0)."""
        born = born_on(values)
        marks = until = 0
        if born is not None and is_under(CHILD_AGE, born, self.today):
            marks = CHILD
        elif values.get("company_name"):
            marks = CONTACT
        if closed := values.get("closed_on"):
            days = max(
                (self.retention[code] for code in values if code in self.retention), default=0
            )
            last = ends_on(date.fromisoformat(closed), days)
            until = last.toordinal()
            marks |= EXPIRED if last < self.today else 0
        return marks, until

    def each(
        self, columns: Mapping[str, Sequence[str]], count: int
    ) -> tuple[bytearray, array[int]]:
        """Of ``count`` rows told by column (empty: nothing) what it says of each.

        Of most nothing follows; only the others are looked at one by one.
        """
        marks, until = bytearray(count), array("i", [0]) * count
        for at in self._others(columns):
            values = {code: text for code, own in columns.items() if (text := own[at])}
            marks[at], until[at] = self(values)
        return marks, until

    def _others(self, columns: Mapping[str, Sequence[str]]) -> set[int]:
        """All of whom something may follow: who is born in an earlier year is no child."""
        year = f"{self.today.year - CHILD_AGE:04d}"
        others = {at for at, text in enumerate(columns.get("birth_on", ())) if text >= year}
        others |= {
            at for at, text in enumerate(columns.get("id_number", ())) if text[_YEAR] >= year
        }
        for code in ("company_name", "closed_on"):
            others |= {at for at, text in enumerate(columns.get(code, ())) if text}
        return others
