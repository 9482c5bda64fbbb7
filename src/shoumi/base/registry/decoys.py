"""Made-up people whom files for those who process data carry, so that a leak names its source; and
references in the list of a deal's customers that are nobody's, so that whoever opens one is named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
class ListedDecoy:
    """``beside``  the customer after whom it stands in the list, and whom it looks like"""

    deal: Ref
    beside: Ref


@dataclass(frozen=True, slots=True)
class Decoys:
    """
    ``of``       ``of(way, at)``: those that a file which leaves that way carries now
    ``carried``  ``carried(decoys, deal, actor, at)``: a file of the deal carries them
    ``codes``    every receipt code that is a decoy's, in canonical form: of nobody who was told
    ``listed``   ``listed(deal, at)``: customer -> the decoy that stands after that one in the list
    ``find``     ``find(reference, at)``: the decoy that stands in a list under it
    ``touched``  ``touched(reference, actor, at)``: somebody asked for it as for a customer
    """

    of: Callable[[Way, datetime], Sequence[Decoy]]
    carried: Callable[[Sequence[Decoy], Ref, Ref, datetime], None]
    codes: Callable[[], frozenset[str]]
    listed: Callable[[Ref, datetime], Mapping[Ref, Ref]]
    find: Callable[[str, datetime], ListedDecoy | None]
    touched: Callable[[str, Ref, datetime], None]
