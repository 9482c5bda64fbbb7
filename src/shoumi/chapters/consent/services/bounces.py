"""Letters that came back, as whoever delivers tells of them: by the code in each, one or a file.

What is wrong is told by line, field and mend, never by the code itself; all of a file counts or
nothing of it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shoumi.chapters.consent import queries
from shoumi.chapters.consent.models import Campaign
from shoumi.chapters.consent.rules import Delivery
from shoumi.core import receipt_codes
from shoumi.core.errors import Invalid
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

MOST = 5_000
_HEADS = ("code", "回执码")
_SHOWN = 20
_UNREADABLE: Both = (
    "文件不是 UTF-8 编码的 CSV；请另存为“CSV UTF-8”再交。",
    "The file is no CSV in UTF-8; save it as “CSV UTF-8” and bring it again.",
)
_HEADLESS: Both = (
    "第 1 行：没有叫 code 的列；第一行写 code，下面每行一个回执码。",
    "Line 1: no column is called code; write code there, and one code a line below.",
)
_TOO_MANY: Both = (
    f"多于 {MOST:,} 行；请分成几份。",
    f"More than {MOST:,} lines; bring it in parts.",
)
_EMPTY: Both = ("文件里没有回执码；每行写一个。", "The file has no code; write one a line.")
_BLANK: Both = (
    "是空的；填上回执码，或删去这一行。",
    "is empty; fill the code in or remove the line.",
)
_UNKNOWN: Both = (
    "这次告知没有这个回执码；核对信上的回执码。",
    "the campaign has no such code; check the code on the letter.",
)
_TWICE: Both = ("与第 {n} 行重复；删去一行。", "is the same as line {n}; remove one of them.")
_QUEUED: Both = (
    "这个人还没有信；先“写告知信”。",
    "this person has no letter yet; write the letters first.",
)
_KNOWN: Both = (
    "这封信已经登记过没有送达；删去这一行。",
    "this letter is on record as not delivered; remove the line.",
)
_ANSWERED: Both = (
    "这个人已经答复，信到了；删去这一行。",
    "this person has answered, so the letter arrived; remove the line.",
)
_AND_MORE: Both = ("另有 {n} 行也不对。", "{n} more lines are wrong.")


class Unfit(Invalid):
    """Facts: ``count``, of the places that are wrong."""

    code = "campaign.returned_unfit"


@dataclass(frozen=True, slots=True)
class Returned:
    """``points`` say what is wrong; where there is one, ``people`` counts for nothing.

    ``wrong``  how many places are, more than are told of
    """

    people: Sequence[Ref]
    points: Sequence[Both] = ()
    wrong: int = 0


def one(code: str, campaign: Campaign) -> Returned:
    """The letter with that code."""
    people, points = _judged([(0, code)], campaign)
    return Returned(people, points, len(points))


def file(content: bytes, campaign: Campaign) -> Returned:
    """A CSV file with a column ``code`` (回执码); what else it holds is not read."""
    try:
        lines = list(_lines(content))
    except (csv.Error, UnicodeDecodeError):
        return Returned((), (_UNREADABLE,), 1)
    except KeyError:
        return Returned((), (_HEADLESS,), 1)
    if not lines or len(lines) > MOST:
        return Returned((), (_TOO_MANY if lines else _EMPTY,), 1)
    people, points = _judged(lines, campaign)
    wrong = len(points)
    if wrong > _SHOWN:
        more = wrong - _SHOWN
        points[_SHOWN:] = [(_AND_MORE[0].format(n=more), _AND_MORE[1].format(n=more))]
    return Returned(people, points, wrong)


def _lines(content: bytes) -> Iterator[tuple[int, str]]:
    """Number of the line and its code; blank lines are passed over.

    Raises:
        KeyError: no column is called so.
        csv.Error, UnicodeDecodeError
    """
    read = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    heads = [one.strip().casefold() for one in next(read, [])]
    column = next((heads.index(head) for head in _HEADS if head in heads), None)
    if column is None:
        raise KeyError
    for count, row in enumerate(read):
        if count > MOST:
            return
        if row:
            yield read.line_num, row[column] if column < len(row) else ""


def _judged(lines: Sequence[tuple[int, str]], campaign: Campaign) -> tuple[list[Ref], list[Both]]:
    asked = [receipt_codes.canonical(code) for _, code in lines]
    known = queries.letters(campaign, asked)
    first: dict[str, int] = {}
    people: list[Ref] = []
    points: list[Both] = []
    for (line, _), code in zip(lines, asked, strict=True):
        wrong = _wrong(code, known, first)
        first.setdefault(code, line)
        if wrong is None:
            people.append(known[code].subject)
        else:
            points.append(_placed(line, wrong))
    return people, points


def _wrong(code: str, known: dict[str, queries.Letter], first: dict[str, int]) -> Both | None:
    if not code:
        return _BLANK
    if code in first:
        return _TWICE[0].format(n=first[code]), _TWICE[1].format(n=first[code])
    if code not in known:
        return _UNKNOWN
    if known[code].is_answered:
        return _ANSWERED
    return {Delivery.QUEUED: _QUEUED, Delivery.UNREACHED: _KNOWN}.get(known[code].delivery)


def _placed(line: int, said: Both) -> Both:
    """With its line and its field; one code that was typed needs neither."""
    if not line:
        return said[0], said[1][:1].upper() + said[1][1:]
    return f"第 {line} 行 code：{said[0]}", f"Line {line}, code: {said[1]}"
