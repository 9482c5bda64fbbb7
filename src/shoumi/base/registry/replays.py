"""What becomes of an event that happened after the copy from which a home is put back.

The newer ledger tells of it and the rows do not know.  Each tag of a card is one of three: it
``TELLS`` and no row rests on it; it ``WIDENS`` what may be done, is lost with the copy and is asked
for again; or it narrows, and has a function that does it again on the older rows.  A tag that its
card says nothing about counts as one that narrows and cannot be done again: it blocks whom it
concerns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Protocol

from shoumi.core.ledger.leaf import Line
from shoumi.core.refs import Ref


class Effect(StrEnum):
    TELLS = "tells"
    WIDENS = "widens"


class Told(Protocol):
    """One entry of the newer ledger, and whom its pseudonyms name here."""

    @property
    def position(self) -> int: ...

    @property
    def line(self) -> Line: ...

    def rows(self) -> Iterator[Mapping[str, str]]:
        """The rows of a bulk act; one that is no JSON object of words is left out."""

    def person(self, name: str) -> Ref | None:
        """Whom the ledger calls so; None: nobody whose key is here, so nothing of theirs opens."""

    def lose(self, about: Ref) -> None:
        """What the entry says of ``about`` has no row here and will have none: it is said so."""


# Whether it is done.  False: it cannot be, and what it concerns is blocked.
Replay = Callable[[Told], bool]
Replays = Mapping[StrEnum, Effect | Replay]


def replays(
    *,
    tells: Iterable[StrEnum] = (),
    widens: Iterable[StrEnum] = (),
    narrows: Mapping[StrEnum, Replay] | None = None,
) -> Replays:
    """
    Raises:
        ValueError: a bug, one tag is two of the three.
    """
    parts: list[Replays] = [
        dict.fromkeys(tells, Effect.TELLS),
        dict.fromkeys(widens, Effect.WIDENS),
        dict(narrows or {}),
    ]
    whole = {tag: how for part in parts for tag, how in part.items()}
    if len(whole) != sum(map(len, parts)):
        raise ValueError("an event is told of twice")
    return whole
