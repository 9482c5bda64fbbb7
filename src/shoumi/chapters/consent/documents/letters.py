"""Letters of a campaign for whoever delivers them: a line a person, who is reached and who is not.

They hold contact data that the gate let through for one task.
"""

from __future__ import annotations

import csv
import io
import os
import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol, TextIO

from shoumi.base.intake.normalisation import starts_formula
from shoumi.base.registry.decoys import Decoy
from shoumi.base.transport import server_address
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.services.dispatch import Address
from shoumi.chapters.consent.services.letter_writer import page_of
from shoumi.core.refs import Ref

# With a mark that spreadsheets know it by.
_ENCODING = "utf-8-sig"


def write(
    file: TextIO,
    batch: Iterable[Address],
    lost: frozenset[Ref],
    decoys: Mapping[int, Decoy] = MappingProxyType({}),
) -> dict[Ref, bool]:
    """Who has no number, or is known to be lost, is not reached and has no line.

    The link opens the person's own notice; the code is behind its ``#``, which is sent to no
    server and stands in no log.  It is empty where these doors have no public name.

    ``decoys``  by the line before which each stands; they are no people, so nobody hears of them
    """
    reached: dict[Ref, bool] = {}
    lines = 0
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("lane", "name", "mobile", "code", "link"))
    site, waiting = server_address.public_site(), dict(decoys)
    for ref, lane, values, code in batch:
        name, mobile = _reach(lane, values)
        reached[ref] = bool(mobile) and ref not in lost
        if reached[ref]:
            for place in [one for one in waiting if one <= lines]:
                writer.writerow(_of_decoy(waiting.pop(place), site))
            writer.writerow(_line(lane, name, mobile, code, site))
            lines += 1
    for one in waiting.values() if lines else ():
        writer.writerow(_of_decoy(one, site))
    return reached


@dataclass(frozen=True, slots=True)
class Letters:
    """Writes them to a file of its owner's alone, on the disk when ``deliver`` returns."""

    file: TextIO
    unreached: frozenset[Ref] = frozenset()
    decoys: Mapping[int, Decoy] = MappingProxyType({})

    def deliver(self, batch: Iterable[Address]) -> Mapping[Ref, bool]:
        with self.file:
            reached = write(self.file, batch, self.unreached, self.decoys)
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


def placed(decoys: Sequence[Decoy], lines: int) -> dict[int, Decoy]:
    """Each of them before a line that is drawn, of so many."""
    places = random.SystemRandom().sample(range(lines + len(decoys)), len(decoys))
    return dict(zip(places, decoys, strict=True))


def _of_decoy(one: Decoy, site: str) -> Sequence[str]:
    return _line(rules.Lane.SELF, one.name, one.mobile, one.code, site)


def _line(lane: rules.Lane, name: str, mobile: str, code: str, site: str) -> Sequence[str]:
    link = site and f"{site}{page_of(code)}"
    return lane.value, _defused(name), _defused(mobile), code, link


def _defused(text: str) -> str:
    """What a target's file held must not run in the spreadsheet of whoever delivers."""
    return f"'{text}" if starts_formula(text) else text


def _reach(lane: rules.Lane, values: Mapping[str, str]) -> tuple[str, str]:
    if lane is rules.Lane.GUARDIAN:
        return values.get("guardian_name", ""), values.get("guardian_mobile", "")
    return values.get("name", ""), values.get("mobile", "")
