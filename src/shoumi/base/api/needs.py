"""What a call needs before it is looked at: a scope of its token, a role of its person.

An operation that does not say is none: the address it stands under does not exist.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from shoumi.core.terms import Role

Operation = TypeVar("Operation", bound=Callable[..., Any])
_MARK, _METHODS = "shoumi_need", "shoumi_needs"
SAFE = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True)
class Need:
    """``scope``  None: any token that lives

    ``roles``   any of them, in the house or in a deal; empty: no particular one
    ``is_kept`` whether the answer is kept for another try; not where it has values of people
    """

    scope: StrEnum | None
    roles: frozenset[Role] = frozenset()
    is_kept: bool = True


def needs(
    scope: StrEnum | None, *roles: Role, is_kept: bool = True
) -> Callable[[Operation], Operation]:
    """Say what an operation needs."""

    def mark(operation: Operation) -> Operation:
        setattr(operation, _MARK, Need(scope, frozenset(roles), is_kept))
        return operation

    return mark


def need_of(operation: Callable[..., Any]) -> Need | None:
    found = getattr(operation, _MARK, None)
    return found if isinstance(found, Need) else None


def needs_of(view: Callable[..., Any]) -> Mapping[str, Need]:
    """What each method of an address needs; a method that is not there is not allowed."""
    found: Mapping[str, Need] = getattr(view, _METHODS, {})
    return found


def set_needs(view: Callable[..., Any], found: Mapping[str, Need]) -> None:
    setattr(view, _METHODS, dict(found))
