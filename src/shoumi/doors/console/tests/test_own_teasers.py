"""A public summary of one's own: read as everybody could read it, and scanned like any other."""

from __future__ import annotations

import zlib

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from pylopdf_fonts_zh_cn import sans_path

from shoumi.base.documents import store
from shoumi.base.documents.models import Document
from shoumi.base.intake.tests.test_pages import made_pdf
from shoumi.base.rooms import materials, queries
from shoumi.base.rooms.models import Teaser
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
MOBILE = "15400001000"


def pdf(*pages, author=""):
    lines = [f'#set document(author: "{author}")', '#set text(font: "Noto Sans SC")']
    text = "\n#pagebreak()\n".join(pages)
    return typst.compile(
        "\n".join([*lines, text]).encode(),
        font_paths=[str(sans_path().parent)],
        ignore_system_fonts=True,
        format="pdf",
    )


CLEAN = pdf("家政服务公司转让", "东部某市，年营业额 15400000000 元")


def bring(house, content, who=people.MARKETING, lang="zh", name="summary.pdf"):
    file = SimpleUploadedFile(name, content, "application/pdf")
    visitor = signed_in(house[who], lang=lang)
    return visitor.post(f"/deals/{house.deal}/do/room-teaser-paper", {"paper": file})


def test_one_that_names_nobody_is_kept_as_it_came_and_may_be_listed(house):
    assert bring(house, CLEAN).status_code == 303
    assert queries.listing_clean(house.deal, house.at).holds
    kept = Teaser.objects.get()
    assert (kept.hits, kept.suppressed) == (0, 0)
    assert store.get(Ref(kept.document)) == CLEAN


def test_one_that_the_house_made_passes_too(house):
    said = {"headline": "家政服务公司转让", "region": "东部某市", "contact": "平台顾问"}
    paper, _, _ = materials.teaser(house.deal, at=house.at, **said)
    assert bring(house, paper).status_code == 303


@pytest.mark.parametrize(
    ("lang", "words"),
    [("zh", "第 2 页第 1 行有手机号"), ("en", "Page 2, line 1: mobile")],
)
def test_what_it_names_is_told_by_page_and_line_and_kept_as_evidence(house, lang, words):
    content = pdf("家政服务公司转让", f"洽谈 {MOBILE}")
    answer = bring(house, content, lang=lang)
    assert answer.status_code == 422
    (told,) = answer.context["form"].errors["paper"]
    assert words in told
    assert MOBILE not in answer.content.decode()
    kept = Teaser.objects.get()
    assert kept.hits == 1
    assert store.get(Ref(kept.document)) == content
    assert not queries.listing_clean(house.deal, house.at).holds


def test_what_the_file_says_of_itself_counts(house):
    answer = bring(house, pdf("家政服务公司转让", author=f"陈示例 手机 {MOBILE}"))
    assert "文件的属性里有手机号" in str(answer.context["form"].errors["paper"])


def test_the_companys_name_is_told_by_whose_it_is(house):
    answer = bring(house, pdf("云岚虚构家政服务有限公司整体转让"))
    assert "第 1 页第 1 行有目标公司的名称" in str(answer.context["form"].errors["paper"])
    apart = bring(house, pdf("云岚虚构", "家政服务整体转让"))
    assert "几行连起来读" in str(apart.context["form"].errors["paper"])


ATTACHED = b"/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(a)>>]>>>>"
TEXT_FREE = zlib.compress(b"10 10 20 20 re f")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (made_pdf(TEXT_FREE), "只有图像的页、断开或损坏的页、附件或表单"),
        (made_pdf(TEXT_FREE, more=ATTACHED), "只有图像的页、断开或损坏的页、附件或表单"),
        (b"PK\x03\x04 a workbook", "summary.pdf"),
        (b"%PDF-1.7\nnothing", "summary.pdf"),
    ],
    ids=["picture", "attachment", "another format", "broken"],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_kept(house, content, words, monkeypatch):
    monkeypatch.setattr("shoumi.base.intake.ocr.is_installed", lambda: False)
    answer = bring(house, content)
    assert answer.status_code == 422
    assert words in "".join(answer.context["refused"][:2])
    assert not Teaser.objects.exists()
    assert not Document.objects.filter(kind="teaser").exists()


def test_only_marketing_and_the_consultant_bring_one(house):
    assert bring(house, CLEAN, people.SERVICE).status_code == 403
    assert bring(house, CLEAN, people.CONSULTANT).status_code == 303
