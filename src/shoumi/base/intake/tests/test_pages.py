"""PDF: pages, what stands beside them, and what is refused."""

from __future__ import annotations

import io
import time
import zlib

import pytest
import typst
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pylopdf_fonts_zh_cn import sans_path

from shoumi.base.intake import errors, limits, readers
from shoumi.base.intake.tests import both_readings


def read(tmp_path, data, name, **more):
    path = tmp_path / name
    path.write_bytes(data)
    return both_readings.read(path, **more)


def pdf(source):
    return typst.compile(
        source.encode(),
        font_paths=[str(sans_path().parent)],
        ignore_system_fonts=True,
        format="pdf",
    )


def test_pages_are_read_with_rare_characters_and_the_author(tmp_path):
    source = '#set document(author: "林示范")\n#set text(font: "Noto Sans SC")\n𬭚虚龘 15400001001'
    (sheet,) = read(tmp_path, pdf(f"{source}#pagebreak()第二页#pagebreak()#box()"), "a.pdf")
    assert [(block.place, block.what, block.text) for block in sheet.blocks] == [
        ("a.pdf:p1", "body", "𬭚虚龘 15400001001"),
        ("a.pdf:p2", "body", "第二页"),
        ("a.pdf:Author", "author", "林示范"),
    ]
    assert [(n.code, n.place) for n in sheet.notes] == [("pdf.page_without_text", "a.pdf:p3")]


@pytest.mark.parametrize(
    ("data", "kind", "place"),
    [
        (b"%PDF-1.7\nnothing", errors.Broken, "a.pdf"),
        (pdf("x")[:300], errors.Broken, "a.pdf"),
        (pdf("#set page(width: 6000mm)\nx"), errors.PageTooLarge, "a.pdf:p1"),
        (b"MZ\x90\0", errors.NotWhatItSays, "a.pdf"),
    ],
)
def test_broken_pages_are_refused(tmp_path, data, kind, place):
    with pytest.raises(kind) as refusal:
        read(tmp_path, data, "a.pdf")
    assert refusal.value.facts["place"] == place


def made_pdf(content, *, more=b"", page=b""):
    """A PDF of one page by hand; ``content`` is its packed stream."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + more + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R" + page + b">>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content),
    ]
    body, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % at for at in places)
    head = b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\n" % table
    return body + head + b"startxref\n%d\n%%%%EOF" % len(body)


def test_a_page_that_unpacks_without_end_ends_within_the_limits(tmp_path):
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"0 0 m\n" * 1_000_000) for _ in range(100))
    began = time.monotonic()
    path = tmp_path / "a.pdf"
    path.write_bytes(made_pdf(packed + packer.flush()))
    told = both_readings.outcome(lambda: readers.read(path))
    assert isinstance(told, list | errors.FileRefused)
    assert time.monotonic() - began < 2 * limits.BASE_CPU_SECONDS + 1


def test_forms_and_attachments_are_noted(tmp_path):
    names = b"/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(a)>>]>>>>/AcroForm<</Fields[]>>"
    (sheet,) = read(tmp_path, made_pdf(zlib.compress(b""), more=names), "a.pdf")
    assert {note.code for note in sheet.notes} == {
        "pdf.attachments",
        "pdf.form",
        "pdf.page_without_text",
    }


def test_pages_with_a_password_are_refused(tmp_path):
    out = PdfFileWriter()
    blank = out.add_object(StreamObject(stream_data=b""))
    out.insert_page(PageObject(contents=blank, media_box=(0, 0, 99, 99)))
    out.encrypt("owner", "user")
    data = io.BytesIO()
    out.write(data)
    with pytest.raises(errors.Encrypted):
        read(tmp_path, data.getvalue(), "a.pdf")
