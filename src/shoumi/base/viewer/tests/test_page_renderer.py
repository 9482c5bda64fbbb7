"""Pages are drawn in a limited child; what was found is black, and its text is gone."""

from __future__ import annotations

import zlib
from datetime import date

import pypdfium2 as pdfium
import pytest
from PIL import Image

from shoumi.base.documents.pdf import make_pdf
from shoumi.base.viewer import page_builder, page_renderer
from shoumi.base.viewer.errors import PageUnread, TooManyPages, WillNotDraw
from shoumi.core.scan import Label, find_spans

DAY = date(2026, 9, 16)
NUMBER = "154 0000 0302"


def pdf(*parts: str) -> bytes:
    told = [{"text": part} for part in parts]
    return make_pdf(
        "room_paper", {"number": "1", "date": "2026-09-16", "title": "合同", "parts": told}
    )


def pixels(page) -> Image.Image:
    return Image.frombytes("RGB", (page.width, page.height), zlib.decompress(page.pixels))


def black(page) -> int:
    return sum(1 for level in pixels(page).convert("L").tobytes() if level == 0)


def text_under(paper: bytes, word: str) -> tuple[float, float, float, float]:
    """Where ``word`` stands on the first page, in pixels from the top left."""
    page = pdfium.PdfDocument(paper)[0]
    text = page.get_textpage()
    at, count = text.search(word).get_next()
    boxes = [text.get_charbox(at + n, loose=True) for n in range(count)]
    scale = page_renderer.worker.LONG_SIDE / max(page.get_size())
    top = page.get_size()[1]
    left, right = min(b[0] for b in boxes), max(b[2] for b in boxes)
    low, high = min(b[1] for b in boxes), max(b[3] for b in boxes)
    return left * scale, (top - high) * scale, right * scale, (top - low) * scale


def test_a_number_lies_under_a_bar_with_the_name_of_its_class():
    paper = pdf(f"联系电话 {NUMBER}。")
    (page,) = page_renderer.draw(paper)
    assert page.covered == {Label.MOBILE: 1}
    left, upper, right, lower = map(round, text_under(paper, "154 0000 0302"))
    under = pixels(page).crop((left, upper, right, lower)).convert("L")
    # Nothing but black and the white letters of the name.
    assert under.histogram()[0] > 0.5 * under.width * under.height
    edges = under.crop((0, 0, 8, under.height)), under.crop((under.width - 8, 0, *under.size))
    assert all(edge.getextrema() == (0, 0) for edge in edges)


def test_pages_of_the_house_itself_are_drawn_as_they_are():
    (page,) = page_renderer.draw(pdf(f"联系电话 {NUMBER}。"), read=None)
    assert page.covered == {}
    (covered,) = page_renderer.draw(pdf(f"联系电话 {NUMBER}。"))
    assert black(page) < black(covered) / 3


def test_a_name_that_only_a_person_knows_is_covered_on_each_line_it_stands_on():
    (page,) = page_renderer.draw(
        pdf("丙号方案。" * 3), asked={"丙号方案": "ASKED"}, read=find_spans
    )
    assert page.covered == {"ASKED": 3}


def test_a_picture_is_covered_and_a_page_that_is_a_picture_stays_out(tmp_path):
    scan = tmp_path / "scan.pdf"
    Image.new("RGB", (600, 800), (200, 180, 160)).save(scan)
    with pytest.raises(PageUnread) as refused:
        page_renderer.draw(scan.read_bytes())
    assert refused.value.facts == {"page": 1}
    document = pdfium.PdfDocument(pdf("见附图。"))
    picture = pdfium.PdfImage.new(document)
    picture.set_bitmap(pdfium.PdfBitmap.from_pil(Image.new("RGB", (60, 60), (200, 0, 0))))
    picture.set_matrix(pdfium.PdfMatrix().scale(120, 120).translate(100, 100))
    first = document[0]
    first.insert_obj(picture)
    first.gen_content()
    document.save(mixed := tmp_path / "mixed.pdf")
    (page,) = page_renderer.draw(mixed.read_bytes())
    assert page.covered == {"PICTURE": 1}
    assert (200, 0, 0) not in {colour for _, colour in pixels(page).getcolors(1 << 24)}


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nnothing", b"\x00" * 1000])
def test_what_is_no_pdf_is_refused(content):
    with pytest.raises(WillNotDraw):
        page_renderer.draw(content)


def test_more_pages_than_a_document_may_have_are_refused(monkeypatch):
    monkeypatch.setattr(page_renderer, "MOST_PAGES", 1)
    with pytest.raises(TooManyPages) as refused:
        page_renderer.draw(pdf("甲" * 4000))
    assert refused.value.facts["most"] == 1


def test_a_child_over_its_memory_is_a_refusal(monkeypatch):
    monkeypatch.setattr(page_renderer, "_MEMORY", 24 << 20)
    with pytest.raises(WillNotDraw):
        page_renderer.draw(pdf("合同"))


def test_a_table_is_covered_by_what_its_heading_says():
    rows = "姓名,手机,金额\n冯虚寅,15400000302,1200\n郑虚卯,15400000303,900\n".encode()
    (page,) = page_builder.of_file(rows, "a.csv", title="名单", on=DAY, asked={})
    assert page.covered["PERSON"] >= 2
    assert page.covered["MOBILE"] == 2


def test_counts_and_rows_of_a_room_become_pages():
    counts = {"age": [("30-39", 12), ("*", None)]}
    (page,) = page_builder.of_content(counts, title="客户汇总", on=DAY)
    assert page.covered == {}
    rows = [
        {"id": f"r{n}", "district": "*", "age": "*", "amount": "*", "service": "a"}
        for n in range(90)
    ]
    assert len(page_builder.of_content(rows, title="客户表", on=DAY)) > 1
