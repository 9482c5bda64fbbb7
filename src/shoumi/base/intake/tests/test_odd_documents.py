"""Damaged DOCX, PDF, ZIP and pictures: read as it was written, or it is said what is wrong.

A text has no rows to count, so each of its lines is looked for: it is read as it was written, or
the file is refused, or something is told of it.
"""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image

from shoumi.base.documents.pdf import make_pdf
from shoumi.base.intake import errors, readers
from shoumi.base.intake.tests import file_makers
from shoumi.base.intake.tests.test_odd_files import PEOPLE, harmed, text, told_mends
from shoumi.core.tests import portion

SEEDS = 10
LINES = [" ".join(one) for one in PEOPLE]


def _pdf():
    parts = [{"text": line} for line in LINES]
    return make_pdf(
        "room_paper", {"number": "1", "date": "2026-09-16", "title": "t", "parts": parts}
    )


def _picture():
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (240, 240, 240)).save(out, "PNG")
    return out.getvalue()


FILES = {
    "a.docx": file_makers.docx("".join(map(file_makers.paragraph, LINES))),
    "b.pdf": _pdf(),
    "c.zip": file_makers.packed({"a.csv": text()}),
    "d.png": _picture(),
}
# What a damaged file of each kind may be refused with.
REFUSALS = {
    "a.docx": {
        "zip.broken", "zip.bomb", "zip.overlap", "zip.bad_path", "zip.nested", "xml.broken",
        "file.encrypted", "file.not_what_it_says", "file.broken",
    },
    "b.pdf": {"file.broken", "file.not_what_it_says", "file.encrypted"},
    "c.zip": {"file.unknown_format"},
    "d.png": {"file.not_what_it_says", "file.unknown_format"},
}  # fmt: skip


def read(path):
    return readers.read(path, with_pictures=False)


def attempted(path):
    try:
        return read(path), None
    except errors.FileRefused as refused:
        return [], refused


def words(sheets):
    told = "".join(block.text for one in sheets for block in one.blocks or ())
    return "".join(told.split())


@pytest.mark.parametrize("name", ["a.docx", "b.pdf"])
def test_undamaged_every_line_is_read(tmp_path, name):
    (tmp_path / name).write_bytes(FILES[name])
    told = words(read(tmp_path / name))
    assert all("".join(line.split()) in told for line in LINES)


@pytest.mark.parametrize(("name", "seed"), portion.of_each(FILES, SEEDS, what="documents"))
def test_damaged_it_is_read_as_it_was_written_or_refused_with_its_place(tmp_path, name, seed):
    path = tmp_path / name
    path.write_bytes(harmed(FILES[name], random.Random(f"{name} {seed}")))
    sheets, refused = attempted(path)
    if refused is not None:
        assert refused.code in REFUSALS[name]
        assert str(refused.facts["place"]).split(":")[0] == name
        assert all(told_mends(refused.code))
        return
    assert name in ("a.docx", "b.pdf")
    told = words(sheets)
    lost = [line for line in LINES if "".join(line.split()) not in told]
    notes = {(note.code, note.place) for one in sheets for note in one.notes}
    # What draws the one page broke off, or nothing of it is left; a note about the file as a whole
    # is no word about the lines that are missing from it.
    said = {("pdf.page_broken_off", f"{name}:p1"), ("pdf.page_without_text", f"{name}:p1")}
    assert not lost or notes & said
    assert all(all(told_mends(code)) for code, _ in notes)
