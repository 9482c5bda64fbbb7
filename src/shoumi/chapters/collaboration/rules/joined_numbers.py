"""Numbers that begin in one paragraph or cell of a file and go on in the next.

Each part alone is no number of anybody, so the scan of each piece sees nothing.  Between paragraphs
a mobile, identity or card number counts, and so between cells where words stand in front of it;
where columns of figures stand below each other, an identity number alone: its date and check digit
are no accident.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from shoumi.chapters.collaboration.rules import findings
from shoumi.core.scan.find import find_spans
from shoumi.core.scan.labels import Label

_DIGIT, _BETWEEN = findings.DIGIT, findings.BETWEEN
_RUN = rf"{_DIGIT}(?:{_BETWEEN}{_DIGIT})*(?:{_BETWEEN}[XxＸｘ])?"  # noqa: RUF001 - full width
_LAST = re.compile(rf"(?<!{_DIGIT})({_RUN}){_BETWEEN}$")
_FIRST = re.compile(rf"^{_BETWEEN}({_RUN}|[XxＸｘ])(?![0-9A-Za-z])")  # noqa: RUF001 - full width
_GROUPS = re.compile(rf"{_DIGIT}+[XxＸｘ]?|[XxＸｘ]")  # noqa: RUF001 - full width
# What such a number may look like before it is looked at closely.
_MOBILE = re.compile(r"1[3-9]\d{9}")
_IDENTITY = re.compile(r"[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]")
_CARD = re.compile(r"[2-9]\d{15,18}")
_SHORTEST, _LONGEST = 11, 19
_REACH = 4 * _LONGEST  # signs of so many digits with what stands between them


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph, or one cell of a table, in the order in which they are read."""

    place: str
    text: str
    is_cell: bool = False


def over_pieces(pieces: Sequence[Piece], *, today: date) -> Iterator[tuple[Label, str]]:
    """Each such number with the place where it begins."""
    told = [one for one in pieces if one.text.strip()]
    for at, one in enumerate(told):
        text = one.text.rstrip()
        cut = max(0, len(text) - _REACH)
        begins = _LAST.search(text[cut:])
        if begins is None:
            continue
        before = text[: cut + begins.start(1)][-findings.NEAR :]
        following = told[at + 1 : at + 1 + _LONGEST]
        numbers = _goes_on(_groups(begins.group(1)), following, is_cell=one.is_cell)
        proven = (_proven(before, number, today) for number in numbers)
        labels = {label for label in proven if label is not None}
        if one.is_cell and not before.strip():
            labels &= {Label.RESIDENT_ID}
        yield from ((label, one.place) for label in labels)


def _goes_on(groups: Sequence[str], following: Sequence[Piece], *, is_cell: bool) -> Iterator[str]:
    """What the end of a piece and the beginnings of those after it are together, in each way."""
    ends = ["".join(groups[at:]) for at in range(len(groups))]
    middle = ""
    for piece in following:
        if piece.is_cell != is_cell or len(middle) >= _LONGEST:
            return
        text = piece.text.strip()
        next_one = _FIRST.match(text[:_REACH])
        if next_one is None:
            return
        own = _groups(next_one.group(1))
        for count in range(1, len(own) + 1):
            added = middle + "".join(own[:count])
            for end in ends:
                if _SHORTEST <= len(end) + len(added) <= _LONGEST:
                    yield end + added
        if next_one.end() < len(text):
            return  # words follow, so it ends here
        middle += "".join(own)


def _groups(run: str) -> list[str]:
    return [one.translate(findings.WIDE) for one in _GROUPS.findall(run)]


def _proven(before: str, number: str, today: date) -> Label | None:
    """What ``number`` is, with the words in front of it."""
    if not any(one.fullmatch(number) for one in (_MOBILE, _IDENTITY, _CARD)):
        return None
    whole = (len(before), len(before) + len(number))
    for span in find_spans(before + number, today=today):
        is_it = (span.start, span.end) == whole and span.label in findings.PROVEN
        if is_it and findings.counts(span.label, span.grade):
            return span.label
    return None
