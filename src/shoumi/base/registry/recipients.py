"""Who outside the house may hold data of one person, and what keeps the house from destroying
them: what each app answers where somebody asks for deletion or correction (PIPL 46, 47)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from shoumi.core.messages import Both
from shoumi.core.refs import Ref


@dataclass(frozen=True, slots=True)
class Recipient:
    """A party or a vendor that got data of the person.

    ``handle``     by what it finds them: rows and days, nothing of the person
    ``writes_to``  whose mail address it is written to: an account, or the vendor itself; empty
                   where nobody can be written to
    ``period``     name of the constant within which it has to answer
    """

    ref: Ref
    name: str
    handle: Both
    writes_to: str
    period: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays of a person though deletion was asked for.

    ``until``      the last day, where one is known
    ``stops_all``  nothing of the person may be destroyed while this lasts
    """

    what: Both
    why: Both
    until: date | None = None
    stops_all: bool = False


RecipientSource = Callable[[Ref], Iterable[Recipient]]
KeptSource = Callable[[Ref], Iterable[Kept]]
# (deal, person, actor, at) -> the order by which all that is held of the person is destroyed
Erasure = Callable[[Ref, Ref, Ref, datetime], Ref]
