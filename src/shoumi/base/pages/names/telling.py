"""The form of a sentence about an entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shoumi.base.pages.say import Bilingual


@dataclass(frozen=True, slots=True)
class Told:
    """``both`` is the sentence without its actor.

    ``words``      facts that are closed words: the table they are in, or what no and yes are called
    ``asks``       a fact that is yes or no and makes two sentences
    ``otherwise``  the sentence where it is no
    """

    both: Bilingual
    words: Mapping[str, str | tuple[Bilingual, Bilingual]] = field(default_factory=dict)
    asks: str = ""
    otherwise: Bilingual = ("", "")
