"""A paper that somebody brings is a real file of its format, and what stands in it is told."""

from __future__ import annotations

import io
from datetime import date

import pytest
from PIL import Image

from shoumi.base.documents import examined, upload_rules
from shoumi.base.documents.errors import NotAPaper, PaperTooLarge
from shoumi.base.documents.examined import Format, PersonalInformation
from shoumi.base.documents.pdf import make_pdf
from shoumi.base.documents.tests.samples import SAMPLES
from shoumi.base.intake.errors import FileRefused
from shoumi.base.intake.examination import examine
from shoumi.core.scan import Label

TODAY = date(2026, 8, 24)


def looked(content, name="x.pdf", **more):
    return examine(content, name, today=TODAY, **more)


@pytest.fixture(scope="module")
def contract():
    return make_pdf("nda", SAMPLES["nda"])


def picture(kind="PNG"):
    made = io.BytesIO()
    Image.new("L", (60, 40), 255).save(made, kind)
    return made.getvalue()


def test_a_pdf_is_read_and_the_companies_in_it_are_told(contract):
    found = looked(contract)
    assert (found.format, found.is_read, found.unread) == (Format.PDF, True, 0)
    assert {"91990000MA0DEM0213", "91990000MA0DEM03XT"} <= found.companies


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_that_nobody_reads_says_so(kind):
    found = looked(picture(kind), "scan")
    assert (found.format, found.is_read, found.unread) == (Format.PICTURE, False, 1)
    assert examined.ending(found.content, found.format) == {"PNG": "png", "JPEG": "jpg"}[kind]


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"%PDF-1.4 made up", "x.pdf"), (picture()[:60], "x.png"), (b"PK\x03\x04 made up", "x.xlsx")],
)
def test_what_only_begins_like_a_paper_is_none(content, name):
    with pytest.raises(FileRefused):
        looked(content, name)


@pytest.mark.parametrize("content", [b"", b"\x7fELF made up", b"words in a file called pdf"])
def test_a_file_that_is_no_paper_is_refused(content):
    with pytest.raises(NotAPaper):
        looked(content, "x.pdf")


def test_a_file_beyond_the_cap_is_refused(monkeypatch):
    monkeypatch.setattr(upload_rules, "MOST_BYTES", 3)
    with pytest.raises(PaperTooLarge):
        looked(b"four", "x.txt")


def test_what_a_table_holds_is_found_with_its_row():
    rows = "姓名,身份证号\n赵虚甲,990000198002291012\n".encode()
    found = looked(rows, "staff.csv")
    with pytest.raises(PersonalInformation) as refused:
        found.must_be_evidence()
    assert refused.value.facts["places"] == ("paper.csv:2",)
    assert "RESIDENT_ID" in refused.value.facts["labels"]


def test_the_labels_that_evidence_may_not_hold_are_labels_of_the_scan():
    assert {Label(one) for one in examined.NEVER | examined.NOBODY}
