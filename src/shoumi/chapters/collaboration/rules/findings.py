"""Personal information in a text that staff write to each other: the house's own scan, and numbers
that were pulled apart.

What is found is told by label and line, never by value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from shoumi.chapters.collaboration.rules.threads import named
from shoumi.core.scan import policy
from shoumi.core.scan.find import find_spans
from shoumi.core.scan.labels import Label, Span, SpanGrade
from shoumi.core.scan.prose import with_prose
from shoumi.core.terms import DataGrade

# Codes of companies and addresses of machines name nobody.
NOBODY = frozenset({Label.USCC, Label.IP, Label.MAC})
# Their check digits, and eleven digits that begin as a mobile number does, are no accident even
# where nothing else proves them.
EVEN_BARE = frozenset({Label.RESIDENT_ID, Label.BANK_CARD, Label.MOBILE})
# Digits with one to three signs between some of them, as a number is written so that nobody finds
# it: blanks of any width, line breaks, hyphens, dots, and signs that are not drawn.
BETWEEN = r"[\s\-‐-―−.·•_/|,，、；;：:*()（）\u200b-\u200f\u2060\ufeff]{0,3}"  # noqa: RUF001 - signs people type
DIGIT = r"[0-9０-９]"  # noqa: RUF001 - digits of full width
_APART = re.compile(rf"(?<!{DIGIT}){DIGIT}(?:{BETWEEN}{DIGIT}){{10,18}}(?:{BETWEEN}[XxＸｘ])?")  # noqa: RUF001
_SIGNS = re.compile(r"[^0-9Xx]")
WIDE = str.maketrans("０１２３４５６７８９Ｘｘx", "0123456789XXX")  # noqa: RUF001
# What a number that was pulled apart may be: each is proven by its length and its check or prefix.
PROVEN = frozenset({Label.RESIDENT_ID, Label.BANK_CARD, Label.MOBILE})


# The field by whose index somebody is found who is held, of each kind of number.
FIELDS = {Label.MOBILE: "mobile", Label.RESIDENT_ID: "id_number", Label.EMAIL: "email"}
# Characters on either side in which a word may say what a number is.
NEAR = 30
Prose = Callable[[str], Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Finding:
    """``line`` counted from one; ``start`` and ``end`` in the whole text."""

    label: Label
    line: int
    start: int
    end: int


def of_text(text: str, *, today: date, prose: Prose | None = None) -> list[Finding]:
    """Everything in ``text`` that may not stand there as it is, in order.

    ``prose``  reads names and addresses in running text, where a model for that is there
    """
    spans, heard = find_spans(text, today=today), frozenset[Span]()
    if prose is not None:
        read = prose(text)
        spans, heard = with_prose(spans, read), frozenset(read)
    found = [
        _finding(text, span.label, span.start, span.end)
        for span in spans
        if counts(span.label, span.grade) or span in heard
    ]
    apart = [one for one in _apart(text, today) if not _overlaps(one, found)]
    return sorted([*found, *apart], key=lambda one: one.start)


def counts(label: Label, grade: SpanGrade) -> bool:
    """Whether such a span names somebody."""
    return label not in NOBODY and (grade is not SpanGrade.SHAPE or label in EVEN_BARE)


def _finding(text: str, label: Label, start: int, end: int) -> Finding:
    return Finding(label, text.count("\n", 0, start) + 1, start, end)


def _apart(text: str, today: date) -> Iterator[Finding]:
    """Numbers with signs between their digits, read without these where they stand."""
    for match in _APART.finditer(text):
        squeezed = _SIGNS.sub("", match.group().translate(WIDE))
        if len(squeezed) == len(match.group()):
            continue  # it stands together, so the scan has seen it
        before = text[max(0, match.start() - NEAR) : match.start()]
        told = f"{before}{squeezed}{text[match.end() : match.end() + NEAR]}"
        whole = (len(before), len(before) + len(squeezed))
        for span in find_spans(told, today=today):
            is_it = (span.start, span.end) == whole and span.label in PROVEN
            if is_it and counts(span.label, span.grade):
                yield _finding(text, span.label, match.start(), match.end())


def _overlaps(one: Finding, others: Sequence[Finding]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def replaced(text: str, found: Iterable[tuple[Finding, str]]) -> str:
    """``text`` with a reference in place of each finding."""
    for finding, ref in sorted(found, key=lambda pair: -pair[0].start):
        text = text[: finding.start] + named(ref) + text[finding.end :]
    return text


def never_stands(labels: Iterable[Label]) -> bool:
    """Whether these together are of grade L4, which no message takes, whoever it is about."""
    return policy().grade(labels) is DataGrade.L4
