"""What stands in the way of an import, and what only has to be known.

An import is all or nothing: one error and nothing is taken.  Some errors may be accepted by a
person who has looked at them (``ACCEPTABLE``); they then stand as warnings in the plan.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from shoumi.core.errors import DomainError, Invalid

SHOWN = 100

# Doubts about a value or a person.  Damage, missing columns and unmapped columns are not here:
# accepting those would store what nobody can read or has a reason for.
ACCEPTABLE = frozenset(
    {
        "row.duplicate_person",
        "row.id_checksum",
        "row.uscc_checksum",
        "row.not_a_mobile",
        "row.not_an_email",
        "row.not_an_account",
        "row.masked_value",
        "row.missing_value",
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """``code`` has words; ``place`` is a file, line or cell; ``facts`` hold no values."""

    code: str
    place: str
    facts: Mapping[str, object] = field(default_factory=dict)
    is_error: bool = True

    @classmethod
    def of(cls, error: DomainError) -> Problem:
        """The refusal of a whole file as one of several problems."""
        facts = {name: value for name, value in error.facts.items() if name != "place"}
        return cls(error.code, str(error.facts.get("place", "")), facts)


class ImportRefused(Invalid):
    """Nothing was taken in.  ``problems``: the first hundred; the facts have the full count."""

    code = "intake.refused"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(count=len(problems), shown=min(len(problems), SHOWN))
        self.problems = tuple(problems[:SHOWN])


def weigh(problems: Iterable[Problem], accepted: Collection[str]) -> list[Problem]:
    """The problems, those that a person accepted turned into warnings."""
    allowed = ACCEPTABLE.intersection(accepted)
    return [
        Problem(one.code, one.place, one.facts, is_error=False) if one.code in allowed else one
        for one in problems
    ]
