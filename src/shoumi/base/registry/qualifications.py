"""Who of the staff has learned enough: the form in which one app says so of each person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role


@dataclass(frozen=True, slots=True)
class Qualification:
    """What is known of one person's training: it holds ``until`` then; None: it does not hold, and
    ``reason`` is the code of what is missing."""

    until: datetime | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NextLesson:
    """What somebody does first to be let in again: ``page`` is where, ``of`` what stands in its
    address."""

    title: Both
    page: str
    of: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Qualifications:
    """Who of the staff has learned what her or his roles take (handbook 19.3).

    ``judge``  ``judge(person, at)``; None: it leaves the word to what is stated of that person
    ``for_role``  ``for_role(person, role, at)``: the same for a role that this person does not hold
               yet
    ``edges``  ``edges(person)``: the moments at which that may be another because of the time
               alone; otherwise it changes only with an act in the ledger
    ``next_lesson``  ``next_lesson(person, at)``; None: nothing that this person could learn
    ``begins``       since when anybody is judged; None: nobody is yet
    """

    judge: Callable[[Ref, datetime], Qualification | None]
    for_role: Callable[[Ref, Role, datetime], Qualification | None]
    edges: Callable[[Ref], Iterable[datetime]]
    next_lesson: Callable[[Ref, datetime], NextLesson | None]
    begins: Callable[[], datetime | None]
