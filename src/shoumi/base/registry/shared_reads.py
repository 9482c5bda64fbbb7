"""What one question to the house reads several times over is read once.

A survey asks every live check at one place of the ledger, the gate gathers facts from every card,
a milestone asks for many conditions: what a ``shared`` function gave the first of them it would
give the others.  Outside ``sharing`` it is called as if it were not marked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_given: ContextVar[dict[object, Any] | None] = ContextVar("given", default=None)
_ACTS = object()


@contextmanager
def sharing(*, anew: bool = False) -> Iterator[None]:
    """For one question, in which nothing is written; one inside another shares with it.

    ``anew``  nothing that was read before: for what is remembered under the acts of this moment
    """
    if _given.get() is not None and not anew:
        yield
        return
    before = _given.set({})
    try:
        yield
    finally:
        _given.reset(before)


def is_all_of(acts: int) -> bool:
    """Whether all that is shared here was read when the ledger had at least so many ``acts``.

    Who asks first, before anything is read, says how many there are.
    """
    given = _given.get()
    if given is None:
        return True
    if not given:
        given[_ACTS] = acts
    return bool(given.get(_ACTS) == acts)


def shared(read: Callable[P, T]) -> Callable[P, T]:
    """Keeps what ``read`` gave for the rest of the question.

    What it is asked with must be hashable, and nobody may change what it gives.
    """

    @wraps(read)
    def kept(*args: P.args, **named: P.kwargs) -> T:
        given = _given.get()
        if given is None:
            return read(*args, **named)
        asked = (read, args, tuple(named.items()))
        if asked not in given:
            given[asked] = read(*args, **named)
        found: T = given[asked]
        return found

    return kept
