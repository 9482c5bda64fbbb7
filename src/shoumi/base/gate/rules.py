"""How long a task may last, and whose word it takes (handbook 1.3)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from functools import cache

from shoumi.core import constants
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose, Role

OPENERS = (Role.DPO, Role.HEAD)


@cache
def longest(purpose: Purpose) -> timedelta:
    """How long a task for ``purpose`` counts from its opening, whatever end it was given."""
    return timedelta(days=constants.get(f"task_life.{purpose}").number)


def needs_second(opener: Ref, actors: Collection[Ref]) -> bool:
    """Nobody gives himself or herself a purpose."""
    return opener in actors
