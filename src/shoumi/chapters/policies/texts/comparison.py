"""Two texts side by side, passage by passage, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from shoumi.chapters.policies.texts import Passage, PolicyText

# A sentence with what ends it; a line end is kept as a piece, so paragraphs stay apart.
_PIECES = re.compile(r"[^。！？；.!?;\n]*[。！？；.!?;]+ ?|[^。！？；.!?;\n]+|\n")


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    is_other: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """One passage; a side is empty where the passage is not in that version."""

    code: str
    title: str
    before: Sequence[Piece]
    after: Sequence[Piece]

    @property
    def is_other(self) -> bool:
        return any(one.is_other for one in (*self.before, *self.after))


def compared(before: PolicyText, after: PolicyText, lang: int) -> Iterator[Compared]:
    """By the codes of passages, in the order of the later text; ``lang`` is the place in a pair."""
    was = {one.code: one for one in before.passages}
    now = {one.code: one for one in after.passages}
    for code in [*now, *(code for code in was if code not in now)]:
        old, new = _told(was.get(code), lang), _told(now.get(code), lang)
        left, right = _pieces(old, new)
        title = (now.get(code) or was[code]).title[lang]
        yield Compared(code, title, left, right)


def _told(passage: Passage | None, lang: int) -> str:
    return "" if passage is None else f"{passage.title[lang]}\n{passage.body[lang]}"


def _pieces(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    left, right = list[Piece](), list[Piece]()
    for word, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left += [Piece(one, word != "equal") for one in old[a:b]]
        right += [Piece(one, word != "equal") for one in new[c:d]]
    return left, right
