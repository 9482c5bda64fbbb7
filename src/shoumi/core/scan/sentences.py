"""Which stretches of a text are read by a model for names: sentences, and the gate before it.

A model costs some ten thousand times what the recognisers cost, so a sentence is shown to it only
when it may hold a name or a place.  Two widths: ``MAY`` lets everything through that has two Han
characters or a capital beside Han; ``LIKELY`` asks for a surname beside a word of role or title, a
dotted name, or a place name beside an address suffix.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from shoumi.core.scan import addresses, names

LONGEST = 300
_END = re.compile(r"[。！？!?；;\n\r\u2028\u2029]+[”’」』）)\"]*")
_CUT = re.compile(r"[，,、：:\s]")
_TWO_HAN = re.compile(f"[{names.HAN}][^{names.HAN}]*[{names.HAN}]")
_HAN = re.compile(f"[{names.HAN}]")
_CAPITAL = re.compile(r"[A-Z][a-z]")
_DOT = re.compile(f"[{names.HAN}][{names.DOTS}][{names.HAN}]")


class Width(StrEnum):
    """How wide the gate before the model stands open."""

    MAY = "all"
    LIKELY = "gated"


def split(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of the sentences of ``text``, none longer than ``LONGEST``."""
    at = 0
    for match in [*_END.finditer(text), None]:
        end = match.end() if match else len(text)
        while end - at > LONGEST:
            cuts = [c.end() for c in _CUT.finditer(text, at + LONGEST // 2, at + LONGEST)]
            cut = cuts[-1] if cuts else at + LONGEST
            yield at, cut
            at = cut
        if end > at:
            yield at, end
        at = end


@cache
def _near_surname() -> re.Pattern[str]:
    """A surname at most eight characters after a word of role, or at most three before a title."""
    single, compound, _ = names.surnames()
    surname = f"(?:{'|'.join(sorted(compound))}|[{''.join(sorted(single))}])"
    return re.compile(
        rf"(?:{names.ROLES}).{{0,8}}?{surname}|{surname}[{names.HAN}]{{0,2}}(?:{names.TITLES})"
    )


def passes(sentence: str, width: Width) -> bool:
    """Is the sentence shown to the model?"""
    may = _TWO_HAN.search(sentence) or (_HAN.search(sentence) and _CAPITAL.search(sentence))
    if not may or width is Width.MAY:
        return bool(may)
    return bool(
        _near_surname().search(sentence)
        or _DOT.search(sentence)
        or addresses.begins(sentence)
        or addresses.suffixes(sentence) > 1
    )
