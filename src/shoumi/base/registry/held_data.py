"""What an app holds of one person, in words for that person: its part of the answer to a request
for access (PIPL 45)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from shoumi.core.messages import Both
from shoumi.core.refs import Ref


@dataclass(frozen=True, slots=True)
class HeldPart:
    """One list.  ``rows``: what stands under each of ``columns``, words in both languages or a text
    that is none.  Nothing in it is about anybody else: who of the house did something is not told.
    """

    name: Both
    columns: Sequence[Both]
    rows: Sequence[Sequence[Both | str]]


HeldSource = Callable[[Ref], Iterable[HeldPart]]
