"""Made-up people whom files for those who process data carry, so that a leak names its source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from shoumi.core.entrustment import Way
from shoumi.core.refs import Ref


@dataclass(frozen=True, slots=True)
class Decoy:
    """``code``  a receipt code that is nobody's"""

    ref: Ref
    name: str
    mobile: str
    code: str


@dataclass(frozen=True, slots=True)
class Decoys:
    """
    ``of``       ``of(way, at)``: those that a file which leaves that way carries now
    ``carried``  ``carried(decoys, deal, actor, at)``: a file of the deal carries them
    ``codes``    every receipt code that is a decoy's, in canonical form: of nobody who was told
    """

    of: Callable[[Way, datetime], Sequence[Decoy]]
    carried: Callable[[Sequence[Decoy], Ref, Ref, datetime], None]
    codes: Callable[[], frozenset[str]]
