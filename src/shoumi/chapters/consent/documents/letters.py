"""Letters of a campaign for whoever delivers them: a line a person, who is reached and who is not.

They hold contact data that the gate let through for one task.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TextIO

from shoumi.base.intake.normalisation import starts_formula
from shoumi.base.transport import server_address
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.services.dispatch import Address
from shoumi.chapters.consent.services.letter_writer import page_of
from shoumi.core.refs import Ref

# With a mark that spreadsheets know it by.
_ENCODING = "utf-8-sig"


def write(file: TextIO, batch: Iterable[Address], lost: frozenset[Ref]) -> dict[Ref, bool]:
    """Who has no number, or is known to be lost, is not reached and has no line.

    The link opens the person's own notice; the code is behind its ``#``, which is sent to no
    server and stands in no log.  It is empty where these doors have no public name.
    """
    reached: dict[Ref, bool] = {}
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("lane", "name", "mobile", "code", "link"))
    site = server_address.public_site()
    for ref, lane, values, code in batch:
        name, mobile = _reach(lane, values)
        reached[ref] = bool(mobile) and ref not in lost
        if reached[ref]:
            link = site and f"{site}{page_of(code)}"
            writer.writerow((lane.value, _defused(name), _defused(mobile), code, link))
    return reached


@dataclass(frozen=True, slots=True)
class Letters:
    """Writes them to a file of its owner's alone, on the disk when ``deliver`` returns."""

    file: TextIO
    unreached: frozenset[Ref] = frozenset()

    def deliver(self, batch: Iterable[Address]) -> Mapping[Ref, bool]:
        with self.file:
            reached = write(self.file, batch, self.unreached)
            self.file.flush()
            os.fsync(self.file.fileno())
        return reached


@dataclass(slots=True)
class ToHand:
    """First letters, written for whoever delivers them: a line has reached nobody yet; who has
    none, for want of a number, is not reached.  ``written``: how many lines there are."""

    letters: Letters
    written: int = 0

    def deliver(self, batch: Iterable[Address]) -> Mapping[Ref, bool]:
        told = self.letters.deliver(batch)
        self.written = sum(told.values())
        return {ref: False for ref, has_line in told.items() if not has_line}


class Keep(Protocol):
    """Seals letters: what they say and whose they are."""

    def __call__(self, content: bytes, *, people: Sequence[Ref]) -> None: ...


@dataclass(frozen=True, slots=True)
class Sealed:
    """Hands them, whole, to ``keep``, which seals them, with the people who have a line, in their
    order; they are never plain on a disk."""

    keep: Keep

    def deliver(self, batch: Iterable[Address]) -> Mapping[Ref, bool]:
        text = io.StringIO(newline="")
        reached = write(text, batch, frozenset())
        lines = [ref for ref, is_reached in reached.items() if is_reached]
        self.keep(text.getvalue().encode(_ENCODING), people=lines)
        return reached


def without(content: bytes, left: Collection[int]) -> bytes:
    """Sealed letters without the lines in these places, counted from the first person's."""
    gone = frozenset(left)
    head, *lines = csv.reader(io.StringIO(content.decode(_ENCODING), newline=""))
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(line for number, line in enumerate(lines) if number not in gone)
    return text.getvalue().encode(_ENCODING)


def _defused(text: str) -> str:
    """What a target's file held must not run in the spreadsheet of whoever delivers."""
    return f"'{text}" if starts_formula(text) else text


def _reach(lane: rules.Lane, values: Mapping[str, str]) -> tuple[str, str]:
    if lane is rules.Lane.GUARDIAN:
        return values.get("guardian_name", ""), values.get("guardian_mobile", "")
    return values.get("name", ""), values.get("mobile", "")
