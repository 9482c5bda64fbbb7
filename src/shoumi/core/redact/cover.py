"""What of a text is covered before others read it: everything the scan found, and a little more.

Who covers errs on the side of covering: spans of every grade count, long numbers that are of no
known kind do too, and so do words that a person asked for.  A text is read as it stands, once more
with its lines joined, for a number may break where the paper ends, and once more without the blanks
between Chinese characters, which a page that is set flush may have anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from shoumi.core.scan.find import find_spans
from shoumi.core.scan.labels import Label, Span

NUMBER = "NUMBER"  # a long number of no known kind
PICTURE = "PICTURE"  # nobody read what is in it
ASKED = "ASKED"  # somebody asked for it
# Amounts have separators or fewer digits; what runs longer may be somebody's number.
_DATE = re.compile(r"(?:19|20)[0-9]{2}([-.])[01]?[0-9]\1[0-3]?[0-9]")
_LONG = re.compile(r"(?<![0-9A-Za-z.,])\+?[0-9](?:[ \-\u2010-\u2015]?[0-9]){6,}(?![0-9.,])")
_BREAK = re.compile(r"[\r\n]+")
_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_BLANK = re.compile(f"[\\r\\n]+|(?<=[{_HAN}])[ \u3000\xa0\t]+(?=[{_HAN}])")

Reader = Callable[[str], Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Cover:
    """Offsets in code points, end exclusive; ``what`` is a label's value or one of the above."""

    start: int
    end: int
    what: str


def covers(
    text: str, *, asked: Mapping[str, str] | None = None, read: Reader = find_spans
) -> list[Cover]:
    """What to cover, in order, without overlaps; where two meet, they become one.

    ``asked``  words to cover wherever they stand -> what they are
    ``read``   finds the spans of a text; the rules of the scan, or a reader that knows more names
    """
    found = [*_of(text, range(len(text) + 1), asked or {}, read)]
    for gap in (_BREAK, _BLANK):
        joined, places = _joined(text, gap)
        if joined != text:
            found += _of(joined, places, asked or {}, read)
    return _merged(found)


def is_number(text: str) -> bool:
    """Does a long number stand in it, of whatever kind?"""
    return next(_numbers(text), None) is not None


def _numbers(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _LONG.finditer(text) if not _DATE.fullmatch(match.group()))


def _of(
    text: str, places: Sequence[int], asked: Mapping[str, str], read: Reader
) -> Iterable[Cover]:
    for span in read(text):
        yield Cover(places[span.start], places[span.end - 1] + 1, span.label.value)
    for match in _numbers(text):
        yield Cover(places[match.start()], places[match.end() - 1] + 1, NUMBER)
    for word, what in asked.items():
        if not word:
            continue
        for match in re.finditer(re.escape(word), text):
            yield Cover(places[match.start()], places[match.end() - 1] + 1, what)


def _joined(text: str, gap: re.Pattern[str]) -> tuple[str, list[int]]:
    """The text without gaps, and where each of its characters stood."""
    left_out = {at for match in gap.finditer(text) for at in range(*match.span())}
    places = [at for at in range(len(text)) if at not in left_out]
    return "".join(text[at] for at in places), [*places, len(text)]


def _merged(found: Iterable[Cover]) -> list[Cover]:
    merged: list[Cover] = []
    for one in sorted(found, key=lambda cover: (cover.start, -cover.end)):
        last = merged[-1] if merged else None
        if last is None or one.start >= last.end:
            merged.append(one)
            continue
        what = last.what if last.what in set(Label) or one.what == NUMBER else one.what
        merged[-1] = Cover(last.start, max(last.end, one.end), what)
    return merged
