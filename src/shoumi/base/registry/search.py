"""What an app has that is found by its number or its reference."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from shoumi.base.registry.inbox_items import Asker
from shoumi.core.messages import Both


@dataclass(frozen=True, slots=True)
class SearchHit:
    """``route`` and ``of``  its page, by route and parameters; the door asks who may open it

    ``deal``   of which it is a thing; empty: of the house
    ``state``  a closed word, in which its page calls it
    ``seen``   whether that person may see it, where its page asks more than its deal and its roles
    """

    kind: Both
    name: str
    route: str
    of: Mapping[str, str]
    deal: str = ""
    state: StrEnum | None = None
    seen: Callable[[Asker], bool] | None = None


# ``search(wanted)``: what goes by that number (DR-001, PIPIA-002) or that reference; nothing else
# is looked at, and whose deal it is of is for the door to ask.
SearchSource = Callable[[str], Iterable[SearchHit]]
MOST = 100  # of one app: the first of each deal may have one number


def is_exact(wanted: str) -> bool:
    """Whether it looks like a number of a document or a reference, and not like a word."""
    return re.fullmatch(r"[A-Za-z]{2,12}-[0-9A-Za-z]{1,40}", wanted) is not None


def number(wanted: str, prefix: str) -> int | None:
    """Of a document whose series has that prefix: 2 of PIPIA-002 and of pipia-2."""
    found = re.fullmatch(rf"{re.escape(prefix)}-0*([0-9]{{1,9}})", wanted, re.IGNORECASE)
    return int(found[1]) if found else None
