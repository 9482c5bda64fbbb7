"""Tables of room papers, measured where their letters stand: nothing is printed over anything."""

from __future__ import annotations

import re
from datetime import date

import pypdfium2 as pdfium
import pytest

from shoumi.base.viewer import page_builder, table_layout

DAY = date(2026, 9, 16)
_PSEUDONYM = "22gzlqyp3yrbnbneab33lky5nm"
_KINDS = (
    "小班课",
    "2025-03-01",
    "客户编号（内部）",
    "K-000318",
    "1234.50",
    _PSEUDONYM,
    "WMW@MW",
    "",
)


def made(rows, title="客户表"):
    return pdfium.PdfDocument(page_builder._set(list(page_builder._tables(rows)), title, DAY))


def wide(count, rows=3):
    return [
        {f"列{n}": f"K{row:05d}" if n == 0 else _KINDS[n % len(_KINDS)] for n in range(count)}
        for row in range(rows)
    ]


def boxes(page):
    """Each character of a page by its line: left and right edge, what it is."""
    text = page.get_textpage()
    lines = {}
    for n, char in enumerate(text.get_text_range()):
        if char.strip():
            left, bottom, right, _ = text.get_charbox(n, loose=True)
            lines.setdefault(round(bottom), []).append((left, right, char))
    return lines.values()


def overprinted(document):
    """Neighbours of which one covers half of the other, and letters beyond the paper's edge."""
    found = []
    for page in document:
        for line in map(sorted, boxes(page)):
            for (start, right, one), (left, end, other) in zip(line, line[1:], strict=False):
                if right - left >= min(right - start, end - left) / 2:
                    found.append((one, other))
            found += [(char, "edge") for left, right, char in line if right > page.get_width() - 40]
    return found


def said(document):
    return ["".join(page.get_textpage().get_text_range().split()) for page in document]


@pytest.mark.parametrize(
    "row",
    [
        {
            "age": "40-49",
            "amount": "2000-4999",
            "district": "南样区",
            "id": _PSEUDONYM,
            "service": "月嫂",
        },
        {"id": _PSEUDONYM, "service": "成人团体课周末班含乐器租用" * 3, "age": "*"},
        {f"column_{n}": f"value-{n}-in-a-row" for n in range(9)},
        {"a": "x" * 300, "b": "y" * 50, "c": "1" * 70},
        {"a": _PSEUDONYM, **{f"b{n}": "成人团体课周末班含乐器租用" for n in range(7)}},
    ],
)
def test_nothing_in_a_table_is_printed_over_its_neighbour(row):
    assert overprinted(made([row] * 3)) == []


@pytest.mark.parametrize("count", [12, 18, 30, 60])
def test_a_table_of_many_columns_is_whole_and_nothing_is_over_anything(count):
    document = made(wide(count))
    assert overprinted(document) == []
    pages = said(document)
    for n in range(count):
        assert any(f"列{n}" in page for page in pages)
    # Each page says whose cells stand on it.
    assert all("列0" in page and "K00000" in page and "K00002" in page for page in pages)
    assert sum(page.count(_PSEUDONYM) for page in pages) == 3 * sum(
        _KINDS[n % len(_KINDS)] == _PSEUDONYM for n in range(1, count)
    )


def test_a_small_table_stands_upright_and_a_wide_one_on_its_side():
    small, large = made(wide(4))[0].get_size(), made(wide(18))[0].get_size()
    assert small[0] < small[1]
    assert large[0] > large[1]


def test_a_table_wider_than_the_paper_says_which_columns_a_page_has():
    document = made(wide(60))
    told = re.findall(r"第(\d+)–(\d+)列（共60列）", "".join(said(document)))
    ends = [(int(first), int(last)) for first, last in told]
    assert len(ends) > 2
    assert ends[0][0] == 1
    assert ends[-1][1] == 60
    assert [start for start, _ in ends[1:]] == [end + 1 for _, end in ends[:-1]]


def test_no_letter_of_a_table_is_smaller_than_one_can_read():
    parts, _ = table_layout.laid_out(list(page_builder._tables(wide(60))))
    assert all(part["size"] >= table_layout.SMALLEST for part in parts if "columns" in part)


def test_the_cells_of_a_wide_file_are_covered_on_its_pictures():
    heads = ",".join(["姓名", "手机", *(f"列{n}" for n in range(28))])
    rows = "".join(
        ",".join([f"冯虚{c}", f"1540000030{n}", *(["小班课", "2025-03-01"] * 14)]) + "\n"
        for n, c in enumerate("寅卯辰")
    )
    pages = page_builder.of_file(
        f"{heads}\n{rows}".encode(), "a.csv", title="名单", on=DAY, asked={}
    )
    assert all(page.width > page.height for page in pages)
    assert sum(page.covered.get("MOBILE", 0) for page in pages) == 3
    # The name stands first on each page.
    assert all(page.covered.get("PERSON", 0) >= 3 for page in pages)


def test_a_table_of_a_room_speaks_one_language():
    (page,) = said(made([{"id": "a", "age": "*"}]))
    assert "代号" in page
    assert "pseudonym" not in page
