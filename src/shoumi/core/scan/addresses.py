"""Addresses: the test for table cells and a rule for running text.

Cells: at least two different suffixes (province, city, district, road, number, building ...).
Running text asks for more, since `city` and `district` are everyday words: it must also begin at
a province or after a word such as `address`, or hold a house number.  Always graded SHAPE.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from shoumi.core.scan import tables
from shoumi.core.scan.labels import Candidate, Label, SpanGrade

_NUMERAL = r"0-9A-Za-z一二三四五六七八九十百\-"
_BODY = rf"\u4e00-\u9fff{_NUMERAL} "
# Characters between two suffixes: a name, a number.  More is prose.
_LONGEST_PART = 10
_BEFORE = re.compile(rf"[{_BODY}]{{1,{_LONGEST_PART}}}\Z")
_BETWEEN = re.compile(rf"[{_BODY}]{{0,{_LONGEST_PART}}}\Z")
_AFTER = re.compile(rf"[{_NUMERAL}]{{1,8}}(?![\u4e00-\u9fff])")


def _alternation(words: Iterable[str]) -> str:
    return "|".join(sorted(set(words), key=lambda word: (-len(word), word)))


def table() -> dict[str, list[str]]:
    """The suffixes by kind (``area``, ``road``, ``site``, ``number``) and the ``cues``."""
    return tables.read("addresses")


@cache
def _any_suffix() -> re.Pattern[str]:
    parts = table()
    names = [*parts["area"], *parts["road"], *parts["site"], *parts["number"]]
    return re.compile(_alternation(names))


@cache
def _house_number() -> re.Pattern[str]:
    return re.compile(rf"[{_NUMERAL}](?:{_alternation(table()['number'])})")


@cache
def _cues() -> tuple[str, ...]:
    return tuple(table()["cues"])


@cache
def _begins() -> re.Pattern[str]:
    """Where an address begins inside a run: after a cue, or at the name of a province."""
    names = tables.read("regions")["province"].values()
    short = [name[:3] if name[0] in "黑内" else name[:2] for name in names]
    return re.compile(rf"(?P<cue>{_alternation(_cues())})(?:是|为|在)?|(?:{_alternation(short)})")


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches with two or more suffixes, no two further apart than a part may be long."""
    start = end = count = 0
    for match in _any_suffix().finditer(text):
        if count and _BETWEEN.match(text, end, match.start()):
            count += 1
        else:
            if count > 1:
                yield start, end
            before = _BEFORE.search(text, max(end, match.start() - _LONGEST_PART), match.start())
            start, count = (before.start(), 1) if before else (match.start(), 0)
        end = match.end()
    if count > 1:
        yield start, end


def suffixes(text: str) -> int:
    """How many different suffixes ``text`` holds."""
    return len(set(_any_suffix().findall(text)))


def begins(text: str) -> bool:
    """Does an address begin anywhere in ``text``: a word for it, or a province?"""
    return _begins().search(text) is not None


def is_told(text: str) -> bool:
    """Is ``text`` an address and not a place alone: two different suffixes or a house number?"""
    return suffixes(text) >= 2 or _house_number().search(text) is not None


def is_address(cell: str) -> bool:
    """Has a whole cell the shape of an address?"""
    return 5 <= len(cell) <= 100 and suffixes(cell) >= 2


def find(text: str) -> Iterator[Candidate]:
    """Addresses in running text."""
    if text.isascii():
        return
    for start, stop in _runs(text):
        tail = _AFTER.match(text, stop)
        end = tail.end() if tail else stop
        is_begun = text[max(0, start - 8) : start].rstrip(":： ").endswith(_cues())
        for begin in _begins().finditer(text, start, end):
            is_begun = True
            start = begin.end() if begin["cue"] else begin.start()
            if not begin["cue"]:
                break
        found = text[start:end]
        start += len(found) - len(found.lstrip())
        if suffixes(found) >= 2 and (is_begun or _house_number().search(found)):
            yield Candidate(start, end, Label.ADDRESS, False, SpanGrade.SHAPE)
