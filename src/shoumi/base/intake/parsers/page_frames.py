"""PDF: pages as frames in grey, for whoever reads pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

import pypdfium2 as pdfium
from PIL import Image

from shoumi.base.intake import errors, limits
from shoumi.base.intake.parsers.pages import opened
from shoumi.base.intake.parsers.report import Report, write_frame, write_pages

# No letter of a page is sharper than in a scan of 300 dots an inch; a point is the 72nd of one.
_MOST_SCALE = 300 / 72


def parse(file: BinaryIO, report: Report, *, pages: Sequence[int]) -> None:
    """Render ``pages``, counted from 1.

    Raises:
        FileRefused
    """
    document = opened(file, report)
    write_pages(report, len(document))
    for number in pages:
        try:
            write_frame(report, number, _rendered(document, number, report))
        except (pdfium.PdfiumError, IndexError):
            raise errors.Broken(place=report.place(f"p{number}")) from None


def _rendered(document: pdfium.PdfDocument, number: int, report: Report) -> Image.Image:
    page = document[number - 1]
    width, height = page.get_size()
    if max(width, height) > limits.MAX_PDF_PAGE_POINTS:
        raise errors.PageTooLarge(place=report.place(f"p{number}"), most=limits.MAX_PDF_PAGE_POINTS)
    scale = min(_MOST_SCALE, limits.FRAME_SIDE / max(width, height, 1.0))
    picture: Image.Image = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    page.close()
    return picture
