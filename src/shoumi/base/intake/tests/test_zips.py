"""Containers that attack: each is refused, names its place and costs little."""

from __future__ import annotations

import time

import pytest

from shoumi.base.intake import errors, limits, readers
from shoumi.base.intake.tests import both_readings, file_makers
from shoumi.base.intake.tests.file_makers import docx, packed, paragraph, xlsx

ROWS = [["姓名", "手机"], ["张虚一", "15400001001"]]
BOMB = {"word/document.xml": b"0" * 40_000_000}
LAUGHS = (
    '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    "<w:document xmlns:w='w'><w:body>&b;</w:body></w:document>"
)
EXTERNAL = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
OUTSIDE = '<!DOCTYPE d SYSTEM "http://a.example/d.dtd"><d/>'


def read(tmp_path, data, name):
    path = tmp_path / name
    path.write_bytes(data)
    return both_readings.read(path)


@pytest.mark.parametrize(
    ("data", "kind", "place"),
    [
        (packed(BOMB), errors.ZipBomb, "#1"),
        (packed({f"p{n}": b"0" * 7_000_000 for n in range(30)}), errors.ZipBomb, "#10"),
        (file_makers.overlapped(), errors.ZipOverlap, "#3"),
        (file_makers.lying_size(), errors.ZipBomb, "#1"),
        (packed({f"p{n}": b"" for n in range(5_000)}), errors.ZipTooManyEntries, ""),
        (file_makers.link(), errors.ZipLink, "#1"),
        (file_makers.with_password(), errors.Encrypted, "#1"),
        (packed({"../a.xml": b"x"}), errors.ZipBadPath, "#1"),
        (packed({"ok": b"x", "a/../../b": b"x"}), errors.ZipBadPath, "#2"),
        (packed({"/etc/passwd": b"x"}), errors.ZipBadPath, "#1"),
        (packed({"C:/a": b"x"}), errors.ZipBadPath, "#1"),
        (packed({"//host/share": b"x"}), errors.ZipBadPath, "#1"),
        (packed({"a\\b": b"x"}), errors.ZipBadPath, "#1"),
        (packed({"word/NUL.xml": b"x"}), errors.ZipBadPath, "#1"),
        (packed({"com1": b"x"}), errors.ZipBadPath, "#1"),
        (packed({"n" * 600: b"x"}), errors.ZipBadPath, "#1"),
        (packed({"a": b"x", "A": b"y"}), errors.ZipBroken, "#2"),
        (packed({"a": b"whole"}, level=0).replace(b"whole", b"wrong"), errors.ZipBroken, "#1"),
        (packed({"in.zip": packed({"a": b"x"})}), errors.ZipNested, "#1"),
        (packed({"word/media/a.gz": b"\x1f\x8b\x08"}), errors.ZipNested, "#1"),
        (docx("")[:200], errors.ZipBroken, ""),
        (b"PK\x03\x04" + b"\0" * 100, errors.ZipBroken, ""),
        (packed({"a.xml": b"x"}, level=12), errors.ZipBroken, "#1"),
    ],
)
def test_hostile_containers_are_refused(tmp_path, data, kind, place):
    with pytest.raises(kind) as refusal:
        read(tmp_path, data, "a.docx")
    assert refusal.value.facts["place"] == (f"a.docx:{place}" if place else "a.docx")


@pytest.mark.parametrize("markup", [LAUGHS, EXTERNAL, OUTSIDE])
def test_entities_and_document_types_are_refused(tmp_path, markup):
    data = docx("", more={"word/document.xml": markup})
    with pytest.raises(errors.XmlEntity) as refusal:
        read(tmp_path, data, "a.docx")
    assert refusal.value.facts["place"] == "a.docx:word/document.xml"


def test_markup_that_nests_without_end_is_refused(tmp_path):
    with pytest.raises(errors.XmlTooDeep):
        read(tmp_path, docx("<w:p>" * 300 + "</w:p>" * 300), "a.docx")


def test_an_unknown_encoding_of_markup_is_broken(tmp_path):
    with pytest.raises(errors.XmlBroken):
        read(
            tmp_path,
            docx("", more={"word/header1.xml": b'<?xml version="1.0" encoding="x"?>'}),
            "a.docx",
        )


def test_a_container_without_the_right_parts_is_not_what_it_says(tmp_path):
    for name in ("a.docx", "a.xlsx"):
        with pytest.raises(errors.NotWhatItSays):
            read(tmp_path, packed({"other.xml": "<a/>"}), name)


def test_a_shared_string_bomb_stays_inside_the_limits(tmp_path):
    strings = "<si><t>" + "x" * 2_000 + "</t></si>"
    cells = "".join(
        f'<row r="{n}">' + f'<c r="A{n}" t="s"><v>0</v></c>' + "</row>" for n in range(1, 60_001)
    )
    more = {
        "xl/sharedStrings.xml": f"<sst {file_makers.X}>{strings}</sst>",
        "xl/_rels/workbook.xml.rels": file_makers.relations(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")
        ),
    }
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx(cells, raw=True, more=more))
    began = time.monotonic()
    with pytest.raises(errors.FileRefused):
        readers.read(path)
    assert time.monotonic() - began < 2 * limits.BASE_CPU_SECONDS


def test_an_honest_container_passes_with_pictures_and_embedded_files(tmp_path):
    more = {"word/media/a.png": b"\x89PNG", "word/embeddings/a.xlsx": xlsx(ROWS)}
    (sheet,) = read(tmp_path, docx(paragraph("合同"), more=more), "a.docx")
    assert [note.code for note in sheet.notes] == ["office.embedded"]
