"""Refusals are values with a stable code; doors know the words and the status.

Five kinds, one base class.  A code is dotted and lower case, is never shown to people and never
changes its meaning.  ``facts`` fill the words: references, numbers, closed enums, file and column
positions.  Never a value read from a person's record.

The fact ``demands`` of any of them names demands of the handbook that do not hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, cast


class DomainError(Exception):
    """A refusal.  Anything else that is raised is a bug."""

    code: ClassVar[str] = "error"
    # The demands of the handbook whose own rule it is that such an act is refused.
    keeps: ClassVar[tuple[str, ...]] = ()
    # The field of a form that it is about, where it is about one.
    field: ClassVar[str] = ""

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts: dict[str, object] = facts

    @property
    def demands(self) -> frozenset[str]:
        """The demands of the handbook that stand against the act."""
        told = cast("Iterable[str]", self.facts.get("demands", ()))
        return frozenset((*self.keeps, *told))

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code}({told})"


class Refused(DomainError):
    """The actor may not do this."""

    code = "refused"


class Missing(DomainError):
    """There is no such thing, or none that this actor may know of."""

    code = "missing"


class Conflict(DomainError):
    """The thing is in a state in which this cannot be done."""

    code = "conflict"


class Invalid(DomainError):
    """The input cannot be taken as it is."""

    code = "invalid"


class Unavailable(DomainError):
    """The house cannot do it now and did nothing; the same may be asked again.

    Facts: ``seconds`` until that may be worth while, where it is known.  ``status``: of HTTP.
    """

    code = "unavailable"
    status: ClassVar[int] = 503
