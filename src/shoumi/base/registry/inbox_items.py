"""What waits for somebody: the one form in which every app hands in its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role


class InboxKind(StrEnum):
    APPROVAL = "approval"  # an act of two persons that somebody else asked for
    GRANT = "grant"
    REVIEW = "review"  # of what somebody did in an emergency
    PAPER = "paper"  # to be signed, confirmed or handed in
    MILESTONE = "milestone"
    QUESTION = "question"
    TASK = "task"
    FILES = "files"  # brought and not taken in
    LAPSE = "lapse"
    ENDED = "ended"  # a deal that was terminated, and what is to be done with its data


@dataclass(frozen=True, slots=True)
class Asker:
    """For whom it is asked.

    ``roles``     held anywhere, and of an outside party the sides it stands for
    ``reach``     the deals of those roles; empty text: a role of the house
    ``is_party``  stands for a side of a deal, so has no page that is for staff
    """

    person: Ref
    roles: frozenset[Role]
    reach: frozenset[str]
    at: datetime
    is_party: bool = False

    def reaches(self, deal: str) -> bool:
        return bool(self.reach & {"", deal})


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One thing that waits.

    ``ref``        the same for the same thing, whenever and by whomever it is asked
    ``what``       names nobody: it goes out by mail and in calendars
    ``about``      what it concerns, such as the number of a deal; no name of a customer
    ``page``       name of a page where it is done and that who asks can open; ``of`` and ``query``
                   are what stands in its address
    ``condition``  of a milestone: a page that supplies it is better than ``page``
    ``since``      when its time began to run, and ``until`` when it is over; None: no time
    ``deadline``   where the calendar counts that time, in working days for one: which of it
    ``two``        takes two persons, so it is told at once
    ``news``       takes one, and is told at once too
    """

    kind: InboxKind
    ref: str
    what: Both
    about: Both
    page: str
    of: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    deal: str = ""
    since: datetime | None = None
    until: datetime | None = None
    deadline: str = ""
    condition: str = ""
    two: bool = False
    news: bool = False


InboxSource = Callable[[Asker], Iterable[InboxItem]]
