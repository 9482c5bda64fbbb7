"""A text whose name does not say what it is: what its contents are decides, and is told.

A workbook that was saved as XML or as a page, records of JSON, a table with separators; else it
is plain text.  Systems save all of them as ``.xls``, ``.txt``, ``.dat`` or without an ending.
"""

from __future__ import annotations

import re
from typing import BinaryIO

from shoumi.base.intake import errors
from shoumi.base.intake.parsers import (
    delimited,
    json_document,
    jsonlines,
    office_xml,
    plain,
    web_table,
)
from shoumi.base.intake.parsers import encoding as encodings
from shoumi.base.intake.parsers.report import Report

_START = 1 << 14
_STATED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
# What pages and XML call the encodings that are read here.
_CALLED = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "big5": "big5",
    "iso-8859-1": "latin-1",
}


def parse(file: BinaryIO, report: Report, *, encoding: str | None) -> None:
    """Read a text as what it is.

    Raises:
        FileRefused: see ``errors``.
    """
    try:
        encodings.find(file, report, encoding)
    except errors.EncodingUnclear:
        if encoding or not (stated := _stated(file)):
            raise
        encoding = stated
    with encodings.open_text(file, report, encoding) as (found, text):
        start = text.tell()
        sample = text.read(delimited.SAMPLE_CHARS)
        text.seek(start)
        if office_xml.is_workbook(sample):
            office_xml.read(text, found, report)
        elif web_table.is_page(sample):
            web_table.read(text, found, report)
        elif jsonlines.is_lines(sample):
            jsonlines.read(text, found, report, is_judged=True)
        elif json_document.is_document(sample):
            json_document.read(text, found, report, is_judged=True)
        elif delimited.is_table(sample):
            delimited.read(text, found, report, is_judged=True)
        else:
            plain.read(text, found, report)


def _stated(file: BinaryIO) -> str:
    """The encoding that the text itself states, if it is one of those read here."""
    file.seek(0)
    told = _STATED.search(file.read(_START))
    return _CALLED.get(told[1].decode("ascii", "replace").lower(), "") if told else ""
