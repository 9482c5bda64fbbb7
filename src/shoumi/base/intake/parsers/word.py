"""DOCX: everything that is in the file, not only what a reader of the page sees.

Text inserted under tracked changes is in the body; text deleted under them is told as well, with
the paragraph as it read before.  Comments, notes, headers, footers, field codes, links and the
names of authors follow.  Source: ECMA-376 part 1, 17 (WordprocessingML), 17.13.5 (revisions).
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from shoumi.base.intake import errors
from shoumi.base.intake.parsers import zips
from shoumi.base.intake.parsers.cells import letter
from shoumi.base.intake.parsers.markup import Texts, relations, walk
from shoumi.base.intake.parsers.report import Report, Text

MAIN = "word/document.xml"
STORIES = (
    ("word/document", "body"),
    ("word/header", "header"),
    ("word/footer", "footer"),
    ("word/comments", "comment"),
    ("word/footnotes", "footnote"),
    ("word/endnotes", "endnote"),
    ("word/glossary/document", "building_block"),
)
PROPERTIES = {
    "docProps/core.xml": (
        "creator",
        "lastModifiedBy",
        "title",
        "subject",
        "description",
        "keywords",
    ),
    "docProps/app.xml": ("Manager", "Company"),
    "docProps/custom.xml": ("lpwstr", "lpstr"),
}
BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
TEXT = {"t": "now", "delText": "gone", "instrText": "field", "delInstrText": "field"}


@dataclass(slots=True)
class _Paragraph:
    """As it reads now, as it read before, and its field codes."""

    now: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    inserted: bool = False
    deleted: bool = False


@dataclass(slots=True)
class _Grid:
    number: int
    row: int = 0
    column: int = 0


class _Story:
    """Reads one part into a text sheet."""

    def __init__(self, text: Text, what: str, label: str) -> None:
        self.text, self.what, self.label = text, what, label
        self.authors: set[str] = set()
        self.inserted = self.deleted = self.hidden = 0
        self._paragraphs: list[_Paragraph] = []
        self._grids: list[_Grid] = []
        self._number = self._tables = 0
        self._in_inserted = self._in_deleted = 0
        self._reading = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if author := attributes.get("author"):
            self.authors.add(author)
        if name == "p":
            self._number += 1
            self._paragraphs.append(_Paragraph())
        elif name == "tbl":
            self._tables += 1
            self._grids.append(_Grid(self._tables))
        elif name == "tr" and self._grids:
            self._grids[-1].row, self._grids[-1].column = self._grids[-1].row + 1, 0
        elif name == "tc" and self._grids:
            self._grids[-1].column += 1
        elif name in ("ins", "moveTo"):
            self._in_inserted += 1
        elif name in ("del", "moveFrom"):
            self._in_deleted += 1
        elif name in ("vanish", "webHidden"):
            self.hidden += 1
        elif name in BREAKS:
            self._take(BREAKS[name])
        self._reading = TEXT.get(name, "")

    def end(self, name: str) -> None:
        self._reading = ""
        if name == "p" and self._paragraphs:
            self._close(self._paragraphs.pop())
        elif name == "tbl" and self._grids:
            self._grids.pop()
        elif name in ("ins", "moveTo"):
            self._in_inserted -= 1
        elif name in ("del", "moveFrom"):
            self._in_deleted -= 1

    def data(self, text: str) -> None:
        if self._reading:
            self._take(text)

    def _take(self, text: str) -> None:
        if not self._paragraphs:
            return
        paragraph = self._paragraphs[-1]
        if self._reading == "field":
            paragraph.fields.append(text)
            return
        is_gone = self._reading == "gone" or self._in_deleted > 0
        is_new = self._in_inserted > 0
        if not is_gone:
            paragraph.now.append(text)
        if not is_new:
            paragraph.before.append(text)
        paragraph.inserted |= is_new
        paragraph.deleted |= is_gone

    def _close(self, paragraph: _Paragraph) -> None:
        place = self._place()
        what = "cell" if self._grids and self.what == "body" else self.what
        self.text.add(place, "inserted" if paragraph.inserted else what, "".join(paragraph.now))
        if paragraph.deleted:
            self.text.add(place, "deleted", "".join(paragraph.before))
        self.text.add(place, "field", "".join(paragraph.fields))
        self.inserted += paragraph.inserted
        self.deleted += paragraph.deleted

    def _place(self) -> str:
        if self._grids:
            grid = self._grids[-1]
            return f"{self.label}table{grid.number}!{letter(max(0, grid.column - 1))}{grid.row}"
        return f"{self.label}p{self._number}"


def parse(file: BinaryIO, report: Report, *, encoding: str | None) -> None:
    """Read a text document.

    Raises:
        FileRefused: see ``errors``.
    """
    container = zips.check(file, report, os.fstat(file.fileno()).st_size)
    parts = container.namelist()
    if MAIN not in parts:
        raise errors.NotWhatItSays(place=report.place(), expected="docx")
    text = Text(report, report.name)
    authors: set[str] = set()
    for part in sorted(parts, key=lambda one: (one != MAIN, one)):
        for prefix, what in STORIES:
            if part.startswith(prefix) and part.endswith(".xml"):
                authors |= _read(container, part, what, text, report)
                break
    for author in sorted(authors):
        text.add("authors", "author", author)
    _read_properties(container, text, report)
    _read_links(container, text, report)
    for number in report.embedded:
        report.note("office.embedded", f"#{number}")
    text.end()


def _read(container: zipfile.ZipFile, part: str, what: str, text: Text, report: Report) -> set[str]:
    label = "" if part == MAIN else f"{part.removeprefix('word/').removesuffix('.xml')}!"
    story = _Story(text, what, label)
    walk(container, part, story, report)
    for code, count in (
        ("document.tracked_insertions", story.inserted),
        ("document.tracked_deletions", story.deleted),
        ("document.hidden_text", story.hidden),
    ):
        if count:
            report.note(code, part, count=count)
    if what == "comment":
        report.note("document.comments", part)
    return story.authors


def _read_properties(container: zipfile.ZipFile, text: Text, report: Report) -> None:
    for part in PROPERTIES.keys() & set(container.namelist()):
        texts = Texts(*PROPERTIES[part])
        walk(container, part, texts, report)
        for found in texts.found:
            text.add(part, "author", found)


def _read_links(container: zipfile.ZipFile, text: Text, report: Report) -> None:
    for part in container.namelist():
        if part.startswith("word/") and part.endswith(".xml"):
            for _, kind, target in relations(container, part, report):
                if kind == "hyperlink":
                    text.add(part, "link", target)
