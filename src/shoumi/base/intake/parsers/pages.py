"""PDF: the text of each page, and what stands beside it; and which pages have none.

Pages without text may be pictures: ``page_frames`` renders them for whoever reads those.  What
``page_streams`` finds broken off is told of its page.
"""

from __future__ import annotations

from typing import BinaryIO

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from shoumi.base.intake import errors, limits
from shoumi.base.intake.parsers import page_streams
from shoumi.base.intake.parsers.report import Report, Text

# Of so many characters one may be a control; of a font without its table nearly all are.
_WHOLE_FOR_ODD = 4
PROPERTIES = ("Author", "Title", "Subject", "Keywords")


def parse(file: BinaryIO, report: Report, *, encoding: str | None) -> None:
    """Read a PDF.

    Raises:
        FileRefused: a password is needed, it is broken, or too large in pages or paper.
    """
    document = opened(file, report)
    text = Text(report, report.name)
    blank: list[int] = []
    for number in range(1, len(document) + 1):
        try:
            if not _read(document, number, text, report):
                blank.append(number)
        except pdfium.PdfiumError:
            raise errors.Broken(place=report.place(f"p{number}")) from None
    for name, value in document.get_metadata_dict().items():
        if name in PROPERTIES:
            text.add(name, "author", value)
    if document.count_attachments():
        report.note("pdf.attachments", count=document.count_attachments())
    if document.get_formtype() != raw.FORMTYPE_NONE:
        report.note("pdf.form")
    _tell_damage(file, report)
    text.end(blank_pages=blank)


def _tell_damage(file: BinaryIO, report: Report) -> None:
    file.seek(0)
    found = page_streams.damage(file.read())
    for number in sorted(found.pages):
        report.note("pdf.page_broken_off", f"p{number}")
    if found.is_beside:
        report.note("pdf.damaged")


def opened(file: BinaryIO, report: Report) -> pdfium.PdfDocument:
    """The document.

    Raises:
        FileRefused: a password is needed, it is broken, or has too many pages.
    """
    try:
        document = pdfium.PdfDocument(file.read())
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise errors.Encrypted(place=report.place()) from None
        raise errors.Broken(place=report.place()) from None
    if len(document) > limits.MAX_PDF_PAGES:
        raise errors.TooManyPages(
            place=report.place(), most=limits.MAX_PDF_PAGES, found=len(document)
        )
    return document


def _read(document: pdfium.PdfDocument, number: int, text: Text, report: Report) -> bool:
    """Whether the page has text that can be read."""
    page = document[number - 1]
    width, height = page.get_size()
    if max(width, height) > limits.MAX_PDF_PAGE_POINTS:
        raise errors.PageTooLarge(place=report.place(f"p{number}"), most=limits.MAX_PDF_PAGE_POINTS)
    found = _whole(page.get_textpage().get_text_bounded())
    has_text = bool(found.strip()) and not _is_garbled(found)
    if not has_text:
        report.note("pdf.page_without_text", f"p{number}")
    text.add(f"p{number}", "body", found.replace("\r\n", "\n"))
    page.close()
    return has_text


def _is_garbled(text: str) -> bool:
    """Whether it names the shapes of a font whose table of letters is lost: no word is in it."""
    odd = sum(char < " " and char not in "\t\r\n" for char in text)
    return odd * _WHOLE_FOR_ODD > len(text)


def _whole(text: str) -> str:
    """Characters beyond the basic plane may come as two UTF-16 units."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
