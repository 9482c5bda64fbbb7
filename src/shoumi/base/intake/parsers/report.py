"""What a parser tells: sheets, rows, texts, notes.  Rows are cut into batches on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO

from shoumi.base.intake import errors, limits, wire_format

if TYPE_CHECKING:
    from PIL.Image import Image

BATCH_ROWS = 8_192
BATCH_CHARS = 4 * limits.MB
BLOCKS_PER_FRAME = 256
FAULTS_PER_FRAME = 4_096


class Report:
    """The child's side of the pipe for one file called ``name``."""

    def __init__(self, out: BinaryIO, name: str) -> None:
        self.out, self.name = out, name
        self.embedded: list[int] = []
        self._told: Counter[str] = Counter()
        self._faults: list[tuple[int, int, str]] = []

    def place(self, where: object = "") -> str:
        return f"{self.name}:{where}" if where != "" else self.name

    def note(self, code: str, where: object = "", **facts: object) -> None:
        """Say something about the current sheet; each code at most twenty times a sheet."""
        self._told[code] += 1
        if self._told[code] <= limits.MAX_NOTES_PER_CODE:
            wire_format.write(self.out, "note", code=code, place=self.place(where), facts=facts)

    def fault(self, line: int, code: str, column: int = -1, *, where: object = "") -> None:
        """A record of the current sheet is broken, or one cell of it; the reading goes on."""
        self._faults.append((line, column, code))
        self.note(code, where or line)

    def end_sheet(self, **facts: object) -> None:
        more = {
            code: told - limits.MAX_NOTES_PER_CODE
            for code, told in self._told.items()
            if told > limits.MAX_NOTES_PER_CODE
        }
        for code, count in more.items():
            wire_format.write(
                self.out, "note", code=code, place=self.place(), facts={"and_more": count}
            )
        self._told.clear()
        for start in range(0, len(self._faults), FAULTS_PER_FRAME):
            part = self._faults[start : start + FAULTS_PER_FRAME]
            wire_format.write(self.out, "faults", faults=part)
        self._faults.clear()
        wire_format.write(self.out, "sheet_end", **facts)


class Table:
    """One sheet of rows.  ``cells`` of each row are text, empty where there is nothing."""

    def __init__(self, report: Report, name: str, *, style: str) -> None:
        self.report = report
        self.rows = 0
        self._lines: list[int] = []
        self._cells: list[Sequence[str]] = []
        self._chars = 0
        wire_format.write(report.out, "sheet", name=name, sheet_kind="table", style=style)

    def add(self, line: int, cells: Sequence[str]) -> None:
        """Take one row.

        Raises:
            TooManyRows: more rows than a file may have.
        """
        self.rows += 1
        if self.rows > limits.MAX_ROWS:
            raise errors.TooManyRows(place=self.report.place(line), most=limits.MAX_ROWS)
        self._lines.append(line)
        self._cells.append(cells)
        self._chars += sum(map(len, cells))
        if len(self._lines) >= BATCH_ROWS or self._chars >= BATCH_CHARS:
            self._flush()

    def _flush(self) -> None:
        if self._lines:
            width = max(map(len, self._cells))
            padded = (
                cells if len(cells) == width else [*cells, *[""] * (width - len(cells))]
                for cells in self._cells
            )
            wire_format.write_batch(self.report.out, self._lines, list(zip(*padded, strict=True)))
        self._lines, self._cells, self._chars = [], [], 0

    def end(
        self, header: Sequence[str], header_row: int, *, letters: Sequence[str] | None = None
    ) -> None:
        self._flush()
        self.report.end_sheet(
            header=list(header),
            header_row=header_row,
            letters=list(letters) if letters is not None else None,
        )


class Text:
    """One sheet of text blocks, each with its place and what it is (body, comment, author …)."""

    def __init__(self, report: Report, name: str) -> None:
        self.report = report
        self._blocks: list[tuple[str, str, str]] = []
        wire_format.write(report.out, "sheet", name=name, sheet_kind="text", style="text")

    def add(self, where: object, what: str, text: str) -> None:
        if text.strip():
            self._blocks.append((self.report.place(where), what, text))
        if len(self._blocks) >= BLOCKS_PER_FRAME:
            self._flush()

    def _flush(self) -> None:
        if self._blocks:
            blocks = [
                (place, what, wire_format.encode(text).decode())
                for place, what, text in self._blocks
            ]
            wire_format.write(self.report.out, "blocks", blocks=blocks)
        self._blocks = []

    def end(self, **facts: object) -> None:
        self._flush()
        self.report.end_sheet(**facts)


def write_pages(report: Report, count: int) -> None:
    """How many pages the file has that frames are made of."""
    wire_format.write(report.out, "pages", count=count)


def write_frame(report: Report, page: int, grey: Image) -> None:
    """One page as a picture of mode L; a strip gets white beside it.

    Whoever reads it brings the short side to a fixed length, and the long one along.
    """
    from PIL import ImageOps

    least = max(grey.size) // limits.FRAME_RATIO
    if min(grey.size) < least:
        size = (max(grey.width, least), max(grey.height, least))
        grey = ImageOps.pad(grey, size, color=255, centering=(0, 0))
    wire_format.write(
        report.out, "frame", [grey.tobytes()], page=page, width=grey.width, height=grey.height
    )
