"""Names and addresses in running text: who reads them for ``shoumi scan``, and what is told of it.

Where nobody read them the answer says so: identifiers, and names beside a word of role or title,
are all that was looked for.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from typing import Any

import pyarrow as pa

from shoumi.base import pools
from shoumi.base.intake.scan_files import counted
from shoumi.core.scan import Span, find_spans, profile
from shoumi.core.scan.free_text import heard
from shoumi.core.scan.prose import ProseReader, WouldTakeHours, with_prose
from shoumi.core.scan.sentences import Width
from shoumi.core.scan.verdicts import ColumnProfile

CHOICES = ("auto", "all", "gated", "off")


class Why(StrEnum):
    """Why names in running text were not looked for."""

    OFF = "off"
    NOT_INSTALLED = "not_installed"
    WOULD_TAKE_HOURS = "would_take_hours"


_ONLY = (
    "只查找了标识号码，以及称谓旁的姓名。",
    "Identifiers only, and names beside a word of role or title.",
)
_NOT_DONE = (
    "未在正文中查找姓名和地址：",
    "Names and addresses in running text were not looked for: ",
)
_WORDS = {
    Why.OFF: ("--names off。", "--names off.  "),
    Why.NOT_INSTALLED: (
        "没有装好姓名模型（见 shoumi doctor）。",
        "the model is not installed (see shoumi doctor).  ",
    ),
    Why.WOULD_TAKE_HOURS: (
        "约需 {minutes} 分钟，上限 {most} 分钟（可用 --names-minutes 提高，或用 --names gated）。",
        "about {minutes} minutes, {most} is the most (see --names-minutes and --names gated).  ",
    ),
}
_NARROWED = (
    "正文较多：只在可能有姓名或地址的 {share:.0%} 中查找（--names all 查找全部）。",
    "Much text: names were looked for where one may be, in {share:.0%} (--names all reads all).",
)


class Names:
    """Reads texts with identifiers, and with names where a reader is there."""

    def __init__(self, reader: ProseReader | None, why: Why | None, *, today: date) -> None:
        self.reader, self.why, self.today = reader, why, today
        self.facts: dict[str, object] = {}

    def prose(self, texts: Sequence[str]) -> list[list[Span]] | None:
        """Names and addresses of each text; None: nobody looks for them.

        A file that would take hours is read without them, and so is the rest of the run.
        """
        if self.reader is None:
            return None
        try:
            return self.reader.read(texts)
        except WouldTakeHours as stop:
            self._give_up(stop)
            return None

    def spans(
        self, texts: Sequence[str], found: list[list[Span]] | None = None
    ) -> list[list[Span]]:
        """All spans of each text; ``found``: those that the rules found already."""
        return self.joined(texts, self.prose(texts), found)

    def spans_or_stop(self, texts: Sequence[str]) -> list[list[Span]]:
        """The same for a stream, which answers alike from its first line to its last.

        Raises:
            WouldTakeHours
        """
        return self.joined(
            texts, self.reader.read(texts, may_narrow=False) if self.reader else None
        )

    def joined(
        self,
        texts: Sequence[str],
        prose: list[list[Span]] | None,
        found: list[list[Span]] | None = None,
    ) -> list[list[Span]]:
        if found is None:
            found = [find_spans(text, today=self.today) for text in texts]
        if prose is None:
            return found
        return [with_prose(*pair) for pair in zip(found, prose, strict=True)]

    def scan_table(self, table: pa.Table) -> tuple[pa.Table, dict[str, ColumnProfile]]:
        """(counts, profiles) of a table, its columns of prose read for names."""
        result, profiles = counted(table, today=self.today), profile(table)
        return self.heard(table, result, profiles), profiles

    def heard(
        self, table: pa.Table | None, result: pa.Table, profiles: dict[str, ColumnProfile]
    ) -> pa.Table:
        """The counts of a table with the names in its columns of prose; None: nobody reads it."""
        if self.reader is not None and table is not None:
            try:
                return heard(table, result, profiles, self.reader, today=self.today)
            except WouldTakeHours as stop:
                self._give_up(stop)
        return result

    def _give_up(self, stop: WouldTakeHours) -> None:
        self.reader, self.why, self.facts = None, Why.WOULD_TAKE_HOURS, stop.facts

    def told(self) -> dict[str, Any]:
        """For the answer: was it done, why not, and in how much of the text."""
        if self.reader is None:
            return {"looked_for": False, "why": self.why and self.why.value, **self.facts}
        told = self.reader.told
        return {
            "looked_for": True,
            "gate": self.reader.width.value,
            "characters": told.characters,
            "gated_in": round(told.share, 4),
            "tagged": told.tagged,
        }

    def words(self, language: str) -> str | None:
        """What a person has to know; None: names were looked for in all of it."""
        place = int(language != "zh")
        if self.reader is None and self.why is not None:
            told = _WORDS[self.why][place].format(**self.facts)
            return _NOT_DONE[place] + told + _ONLY[place]
        if self.reader is not None and self.reader.told.narrowed:
            return _NARROWED[place].format(share=self.reader.told.share)
        return None


@contextmanager
def opened(asked: str, *, today: date, most_minutes: float) -> Iterator[Names]:
    """The reader that was asked for; its processes end with the block.

    Raises:
        ModelChanged: the installed model is not the one that was examined.
    """
    from shoumi.base.intake import name_model

    why = Why.OFF if asked == "off" else None
    if why is None and not name_model.is_installed():
        why = Why.NOT_INSTALLED
    if why is not None:
        yield Names(None, why, today=today)
        return
    with name_model.Pool() as pool:
        reader = ProseReader(
            pool,
            key=secrets.token_bytes(32),
            width=None if asked == "auto" else Width(asked),
            processes=pools.processors(),
            most_minutes=most_minutes,
        )
        yield Names(reader, None, today=today)
