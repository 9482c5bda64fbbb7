"""Who of the staff has learned enough: the form in which one app says so of each person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from shoumi.core.refs import Ref


@dataclass(frozen=True, slots=True)
class Qualification:
    """What is known of one person's training: it holds ``until`` then; None: it does not hold, and
    ``reason`` is the code of what is missing."""

    until: datetime | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Qualifications:
    """Who of the staff has learned what her or his roles take (handbook 19.3).

    ``judge``  ``judge(person, at)``; None: it leaves the word to what is stated of that person
    ``edges``  ``edges(person)``: the moments at which that may be another because of the time
               alone; otherwise it changes only with an act in the ledger
    """

    judge: Callable[[Ref, datetime], Qualification | None]
    edges: Callable[[Ref], Iterable[datetime]]
