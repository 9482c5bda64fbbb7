"""A JSON document (RFC 8259): an array of records, an object that holds such arrays, or one record.

A record is named by its line; where several stand in one line, by which one it is.

Records are read one by one, so that a broken one costs that one.  Where its end cannot be told by
its brackets, the next one that begins alike is set apart too, as it may be a part of it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from shoumi.base.intake import errors, limits
from shoumi.base.intake.parsers import encoding as encodings
from shoumi.base.intake.parsers.encoding import Encoding
from shoumi.base.intake.parsers.records import Records, flat, load_at
from shoumi.base.intake.parsers.report import Report, Text

KIND = "JSON"
_SPACE = re.compile(r"[ \t\r\n]*")
_BETWEEN = re.compile(r"[ \t\r\n,]*")
_MARKS = re.compile(r'["\[\]{}]')
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_NEXT = re.compile(r"\}[ \t\r\n]*,[ \t\r\n]*(?=\{)")


class Record(NamedTuple):
    """``span`` is where it stands in the text, ``error`` what is wrong with it."""

    line: int
    value: object
    span: tuple[int, int]
    error: errors.FileRefused | None = None


@dataclass
class _Found:
    """Arrays of records by their path, and what else the document says."""

    arrays: dict[str, list[Record]] = field(default_factory=dict)
    rest: dict[str, object] = field(default_factory=dict)


def is_document(sample: str) -> bool:
    """Whether a text begins as one: an array, or an object with a name in it."""
    return bool(re.match(r'\s*(?:\[\s*[\[{\]]|\{\s*["}])', sample))


def read(text: io.TextIOBase, found: Encoding, report: Report, *, is_judged: bool = False) -> None:
    """
    Raises:
        FileRefused: there is no good record, or it cannot be told where records begin.
    """
    whole = _Whole(text.read(), report, is_damaged=found.is_damaged)
    at = whole.skip(0)
    told = _Found()
    if whole.text.startswith("[", at):
        told.arrays[""], end = whole.array(at)
        whole.nothing_after(end)
    else:
        end = whole.object(at, "", 1, told)
        if whole.text.startswith("{", whole.skip(end)):
            told = _Found({"": list(whole.records(at))})
        else:
            whole.nothing_after(end)
    if not told.arrays:
        told.arrays[""] = [Record(whole.line(at), whole.value(at)[0], (at, end))]
        told.rest = {}
    for number, (path, records) in enumerate(told.arrays.items()):
        table = Records(report, encodings.shown(path) or report.name)
        if not number:
            encodings.tell(found, report)
            if is_judged:
                report.note("file.read_as", kind=KIND)
        if len({one.line for one in records}) < len(records):
            report.note("json.counted")
            records = [one._replace(line=at) for at, one in enumerate(records, 1)]
        _tell(records, table, whole.text)
    if told.rest:
        beside = Text(report, report.name)
        for name, cell in flat(told.rest, 1, report):
            beside.add(1, "body", f"{name}: {encodings.shown(cell)}")
        beside.end()


def _tell(records: list[Record], table: Records, text: str) -> None:
    for one in records:
        try:
            if one.error is not None:
                raise one.error
            table.add(one.line, one.value)
        except errors.OfARecord as error:
            table.broken(one.line, text[slice(*one.span)], error)
    table.end()


class _Whole:
    """The text of the document; ``line`` counts on from where it was last asked."""

    def __init__(self, text: str, report: Report, *, is_damaged: bool) -> None:
        self.text, self.report, self.is_damaged = text, report, is_damaged
        self._at, self._line = 0, 1

    def line(self, at: int) -> int:
        if at < self._at:
            self._at, self._line = 0, 1
        self._line += self.text.count("\n", self._at, at)
        self._at = at
        return self._line

    def skip(self, at: int, what: re.Pattern[str] = _SPACE) -> int:
        told = what.match(self.text, at)
        assert told is not None
        return told.end()

    def value(self, at: int) -> tuple[object, int]:
        return load_at(self.text, at, self.report.place(self.line(at)))

    def broken(self, at: int) -> errors.JsonBroken:
        return errors.JsonBroken(place=self.report.place(self.line(at)))

    def nothing_after(self, end: int) -> None:
        """
        Raises:
            JsonBroken
        """
        if (at := self.skip(end)) < len(self.text):
            raise self.broken(at)

    def object(self, at: int, path: str, depth: int, told: _Found) -> int:
        """Look for arrays of records in the object at ``at``; where it ends.

        Raises:
            JsonBroken, JsonTooDeep, JsonRepeatedKey
        """
        if not self.text.startswith("{", at):
            raise self.broken(at)
        if depth > limits.MAX_JSON_DEPTH:
            place = self.report.place(self.line(at))
            raise errors.JsonTooDeep(place=place, most=limits.MAX_JSON_DEPTH)
        names: set[str] = set()
        at = self.skip(at + 1)
        while not self.text.startswith("}", at):
            if not self.text.startswith('"', at):
                raise self.broken(at)
            name, end = self.value(at)
            if str(name) in names:
                raise errors.JsonRepeatedKey(place=self.report.place(self.line(at)))
            names.add(str(name))
            colon = self.skip(end)
            if not self.text.startswith(":", colon):
                raise self.broken(colon)
            at = self.skip(self._member(self.skip(colon + 1), f"{path}{name}", depth, told))
            if self.text.startswith(",", at):
                at = self.skip(at + 1)
            elif not self.text.startswith("}", at):
                raise self.broken(at)
        return at + 1

    def _member(self, at: int, path: str, depth: int, told: _Found) -> int:
        if self.text.startswith("{", at):
            return self.object(at, f"{path}.", depth + 1, told)
        if self.text.startswith("[", at) and self.text.startswith("{", self.skip(at + 1)):
            told.arrays[path], end = self.array(at)
            return end
        told.rest[path], end = self.value(at)
        return end

    def array(self, at: int) -> tuple[list[Record], int]:
        """The records of the array at ``at``, and where it ends.

        Raises:
            JsonBroken: it does not end, and no record says so.
        """
        told: list[Record] = []
        at = self.skip(at + 1)
        while not self.text.startswith("]", at):
            if at >= len(self.text):
                if told and told[-1].error is not None:
                    return told, at
                raise self.broken(max(0, at - 1))
            at = self.skip(self._one(at, told))
            if isinstance(told[-1].error, _Endless):
                continue
            if self.text.startswith(",", at):
                at = self.skip(at + 1)
            elif at < len(self.text) and not self.text.startswith("]", at):
                raise self.broken(at)
        return told, at + 1

    def records(self, at: int) -> Iterator[Record]:
        """Records that stand one after the other, with nothing around them."""
        told: list[Record] = []
        while at < len(self.text):
            at = self.skip(self._one(at, told), _BETWEEN)
        yield from told

    def _one(self, at: int, told: list[Record]) -> int:
        """Read the record at ``at``; where it ends."""
        line = self.line(at)
        place = self.report.place(line)
        after = bool(told) and isinstance(told[-1].error, _Endless)
        try:
            value, end = self.value(at)
        except errors.OfARecord as error:
            known = self._end(at)
            end = self._next(at) if known is None else known
            own: errors.FileRefused = _Endless(place=place) if known is None else error
            told.append(Record(line, None, (at, end), own))
            return end
        wrong: errors.FileRefused | None = None
        if self.is_damaged and (code := encodings.fault(self.text[at:end])):
            wrong = errors.by_code()[code](place=place)
        elif after:
            wrong = errors.AfterBroken(place=place)
        told.append(Record(line, value, (at, end), wrong))
        return end

    def _end(self, at: int) -> int | None:
        """Where a broken record ends by its brackets, if something that may follow does."""
        depth = 0
        while mark := _MARKS.search(self.text, at):
            at = mark.end()
            if mark[0] == '"':
                string = _STRING.match(self.text, mark.start())
                if string is None or "\n" in string[0]:
                    return None
                at = string.end()
                continue
            depth += 1 if mark[0] in "[{" else -1
            if depth <= 0:
                after = self.skip(at)
                follows = after >= len(self.text) or self.text[after] in ",]{"
                return at if depth == 0 and follows else None
        return None

    def _next(self, at: int) -> int:
        """Where the next record may begin, behind one whose end is not known."""
        before = self.text[self.text.rfind("\n", 0, at) + 1 : at]
        # Of a text in lines the next one stands as far in as this one, those inside further.
        alike = re.compile(rf"\n{before}(?=\{{)") if not before.strip() else _NEXT
        told = alike.search(self.text, at + 1)
        return told.end() if told else len(self.text)


class _Endless(errors.JsonBroken):
    """A record whose end nobody can tell."""
