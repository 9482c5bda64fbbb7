"""Find personal information in one text.

Recognisers give candidates, the words around them decide the grade, overlaps are settled: a span
that is proven or named beats one that is not, then the longer one, then hard evidence (region,
date and check digit) over a word, a word over a bare shape.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta, timezone

from shoumi.core.scan import addresses, names
from shoumi.core.scan.context import Said, Surroundings
from shoumi.core.scan.headers import NO_HINT, Hint
from shoumi.core.scan.labels import Candidate, Label, Span, SpanGrade
from shoumi.core.scan.recognisers import (
    bank_account,
    bank_card,
    date_of_birth,
    email,
    hk_macau_permit,
    imei,
    ip,
    landline,
    mac,
    mobile,
    passport,
    phone_abroad,
    plate,
    qq,
    resident_id,
    taiwan_permit,
    uscc,
    wechat,
)
from shoumi.core.scan.text import plain

_CHINA = timezone(timedelta(hours=8))
_DIGIT = re.compile("[0-9]")
_WITH_DIGITS = (
    resident_id,
    uscc,
    bank_card,
    mobile,
    landline,
    phone_abroad,
    ip,
    plate,
    passport,
    hk_macau_permit,
    taiwan_permit,
    imei,
    qq,
    date_of_birth,
    bank_account,
)
_WITHOUT_DIGITS = (email, mac, wechat)
_RANK = {SpanGrade.VALID: 0, SpanGrade.SUSPECT: 1, SpanGrade.SHAPE: 2}
_ORDER = {label: place for place, label in enumerate(Label)}


def _identifiers(text: str, today: date) -> Iterator[Candidate]:
    for recogniser in _WITHOUT_DIGITS:
        yield from recogniser.find(text, today)
    if _DIGIT.search(text):
        for recogniser in _WITH_DIGITS:
            yield from recogniser.find(text, today)


def _candidates(text: str, today: date) -> Iterator[Candidate]:
    yield from _identifiers(text, today)
    yield from names.find(text)
    yield from addresses.find(text)


def _graded(
    candidate: Candidate, around: Surroundings, hint: Hint
) -> tuple[SpanGrade | None, bool]:
    """(grade or None, does a word or heading name it?)."""
    said = around.said_of(candidate)
    if said is Said.NOTHING and candidate.label in hint.against:
        said = Said.NO
    if said is Said.NO:
        return None, False
    if said is Said.YES or candidate.label in hint.labels:
        return (SpanGrade.VALID if candidate.is_sound else SpanGrade.SUSPECT), True
    return candidate.alone, False


def _settle(found: Iterable[tuple[tuple[int, ...], Span]]) -> list[Span]:
    """Take the best spans first, leave out what overlaps them, order by place."""
    taken: list[Span] = []
    for _, span in sorted(found, key=lambda pair: pair[0]):
        place = bisect_left(taken, span.start, key=lambda other: other.start)
        is_free_before = place == 0 or taken[place - 1].end <= span.start
        if is_free_before and (place == len(taken) or span.end <= taken[place].start):
            taken.insert(place, span)
    return taken


def _find(
    text: str, candidates: Callable[[str, date], Iterator[Candidate]], today: date, hint: Hint
) -> list[Span]:
    reading = plain(text)
    around = Surroundings(reading.text)
    found = []
    for candidate in candidates(reading.text, today):
        grade, is_named = _graded(candidate, around, hint)
        if grade is None:
            continue
        start, end = reading.back(candidate.start, candidate.end)
        rank = (
            not (is_named or grade is SpanGrade.VALID),
            candidate.start - candidate.end,
            not candidate.is_strong,
            not is_named,
            _RANK[grade],
            _ORDER[candidate.label],
            candidate.start,
        )
        found.append((rank, Span(start, end, candidate.label, grade)))
    return _settle(found)


def today_in_china() -> date:
    """The day that `past` is measured by."""
    return datetime.now(_CHINA).date()


def find_spans(text: str, *, today: date | None = None, hint: Hint = NO_HINT) -> list[Span]:
    """All spans of ``text``, in order, without overlaps.

    ``today`` bounds dates of birth (default: the day in China); ``hint`` is what a column heading
    says of a cell.
    """
    return _find(text, _candidates, today or today_in_china(), hint)


def identifiers_of(text: str, *, today: date, hint: Hint = NO_HINT) -> list[Span]:
    """The spans of ``text`` without names and addresses: what has a number or a sign of its own.

    This is the reference of the compiled kernel, which answers the same for many texts at once.
    """
    return _find(text, _identifiers, today, hint)
