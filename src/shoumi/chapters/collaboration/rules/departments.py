"""Which departments people are in, by their roles."""

from __future__ import annotations

from collections.abc import Collection

from shoumi.chapters.collaboration.rules.words import DEPARTMENTS
from shoumi.core.terms import Role

_BESIDE = frozenset({Role.HEAD, Role.DPO})


def of(roles: Collection[Role]) -> frozenset[Role]:
    return frozenset(DEPARTMENTS) & frozenset(roles)


def are_across(people: Collection[frozenset[Role]]) -> bool:
    """Whether people with these roles have no department in common.

    Who is in none, such as the head, stands beside every department.
    """
    inside = [found for roles in people if (found := of(roles))]
    return bool(inside) and not frozenset.intersection(*inside)


def fits(roles: frozenset[Role], departments: Collection[Role]) -> bool:
    """Whether somebody with ``roles`` may be on a task of ``departments``."""
    return bool(of(roles) & frozenset(departments)) or bool(roles & _BESIDE)
