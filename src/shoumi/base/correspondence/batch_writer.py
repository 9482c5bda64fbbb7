"""Who writes to people, and answers for it: what a worker asks of whoever made a batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shoumi.base.correspondence.channels.text import Own, Text
from shoumi.base.correspondence.models import Batch
from shoumi.core.gate import Question
from shoumi.core.refs import Ref


@dataclass(frozen=True, slots=True)
class Person:
    """``of_guardian``  a guardian is written to; ``own`` code and link"""

    of_guardian: bool
    own: Own


class Writer(Protocol):
    def require(self, batch: Batch, at: datetime) -> None:
        """Raises what stands against one letter of it now: doors, milestones, stops."""

    def question(self, batch: Batch, fields: frozenset[str], at: datetime) -> Question:
        """What the gate is asked before addresses are opened."""

    def text(self, batch: Batch) -> Text: ...

    def people(self, batch: Batch, refs: Sequence[Ref]) -> Mapping[Ref, Person]:
        """Those of ``refs`` who are still to be written to."""

    def note(self, batch: Batch, reached: Mapping[Ref, bool], at: datetime) -> None:
        """Whose letter left, and whose was lost; inside the transaction that marks them noted."""
