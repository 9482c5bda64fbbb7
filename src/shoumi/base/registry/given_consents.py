"""What one person agreed to, and how it is taken back where that person asks for it (PIPL 15)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from shoumi.core.messages import Both
from shoumi.core.refs import Ref


@dataclass(frozen=True, slots=True)
class GivenConsent:
    """One yes.  ``ref`` of what it was said to, ``what`` for which purpose, ``to`` who is to get
    the data; ``withdrawn_at`` is None while it stands."""

    ref: Ref
    what: Both
    to: str
    since: datetime
    withdrawn_at: datetime | None = None


GivenSource = Callable[[Ref], Iterable[GivenConsent]]
# (person, what was agreed to, actor, at) -> how many were taken back, in the caller's transaction
TakeBack = Callable[[Ref, Collection[Ref], Ref, datetime], int]
