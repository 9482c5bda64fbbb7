"""Identifiers on made-up scanned pages: drawn, spoiled like scans are, bound as a PDF, read."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from PIL import Image
from tests.quality.made_up import Document, documents
from tests.quality.measure import SEED, TODAY
from tests.quality.scores import Score

from shoumi.base.intake import readers
from shoumi.base.intake.tests import scans
from shoumi.core.scan import find_spans

# Pages of each kind; a page takes some five to ten seconds.
PAGES, DOCUMENTS = 3, 6
_BY_RULES = ("PERSON", "ADDRESS")
_LINE = 34  # full widths

KINDS: dict[str, Callable[[Image.Image, int], Image.Image]] = {
    "clean": lambda page, number: page,
    "on its side": lambda page, number: page.rotate(90, expand=True),
    "100 dots an inch": lambda page, number: scans.small(page),
    "dust, blur, leaning": lambda page, number: scans.grainy(page, seed=number),
}

Page = tuple[str, list[str], set[tuple[str, str]]]  # kind, lines, (label, text) of identifiers


def _close(value: str) -> str:
    """Without blanks: in print they are gaps, and nobody tells how many letters wide."""
    return value.replace(" ", "")


def _lines(one: Document) -> Iterator[str]:
    """Broken to fit, never inside a span."""
    starts = {start: end for start, end, _ in one.spans}
    line, wide, at = "", 0.0, 0
    while at < len(one.text):
        piece = one.text[at : starts.get(at, at + 1)]
        width = sum(0.55 if char.isascii() else 1.0 for char in piece)
        if "\n" in piece or wide + width > _LINE:
            yield line
            line, wide = "", 0.0
        line, wide, at = line + piece.strip("\n"), wide + width, at + len(piece)
    yield line


def pages() -> Iterator[Page]:
    made = iter(documents(len(KINDS) * PAGES * DOCUMENTS, seed=SEED + 1))
    for kind in KINDS:
        for _ in range(PAGES):
            held = [next(made) for _ in range(DOCUMENTS)]
            wanted = {
                (label, _close(one.text[start:end]))
                for one in held
                for start, end, label in one.spans
                if label not in _BY_RULES
            }
            yield kind, [line for one in held for line in _lines(one) if line], wanted


@cache
def scores(kinds: tuple[str, ...] = tuple(KINDS)) -> dict[str, Score]:
    """Of each of these kinds of page: identifiers with the right label and every character right.

    A kind has the same pages whichever others are asked for.
    """
    numbered = [(n, page) for n, page in enumerate(pages()) if page[0] in kinds]
    drawn = [KINDS[kind](scans.page(lines), n) for n, (kind, lines, _) in numbered]
    told = [page for _, page in numbered]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "scans.pdf")
        path.write_bytes(scans.pdf(drawn))
        (sheet,) = readers.read(path)
    read = {block.place: block.text for block in sheet.blocks or ()}
    counts = {kind: [0, 0, 0] for kind in kinds}
    for number, (kind, _, wanted) in enumerate(told, 1):
        text = read.get(f"scans.pdf:p{number}", "")
        found = {
            (span.label.value, _close(text[span.start : span.end]))
            for span in find_spans(text, today=TODAY)
            if span.label not in _BY_RULES
        }
        for place, one in enumerate((wanted, found, wanted & found)):
            counts[kind][place] += len(one)
    return {kind: Score(*count) for kind, count in counts.items()}
