"""The same data make the same paper, as text; what cannot be shown is refused."""

import pypdfium2
import pytest

from shoumi.base.documents import pdf
from shoumi.base.documents.errors import (
    DataIncomplete,
    NoSuchTemplate,
    UnprintableText,
    WillNotTypeset,
)
from shoumi.base.documents.signature_fields import empty_fields
from shoumi.base.documents.tests.samples import SAMPLES


def text_of(made):
    with pypdfium2.PdfDocument(made) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


# Other people's text, which only takes the form of a page here.
SET_ANEW = {"room_paper"}


def with_(name, **changes):
    return {**SAMPLES[name], **changes}


def test_there_is_a_sample_of_every_template():
    assert pdf.templates() == sorted(SAMPLES)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_paper_is_made_the_same_twice(name):
    made = pdf.make_pdf(name, SAMPLES[name])
    assert made == pdf.make_pdf(name, SAMPLES[name])
    text = text_of(made)
    assert SAMPLES[name]["number"] in text
    if name not in SET_ANEW:
        assert "检查点" in text
        assert "演示" in text
    assert b"pdfaid:part>2<" in made.replace(b" ", b"")
    assert empty_fields(made) == [signer["field"] for signer in SAMPLES[name].get("signers", [])]


def test_a_paper_tells_no_time_but_its_own():
    made = pdf.make_pdf("teaser", SAMPLES["teaser"])
    with pypdfium2.PdfDocument(made) as document:
        assert document.get_metadata_value("CreationDate").startswith("D:20260828040000")


def test_a_paper_without_a_place_in_the_ledger_says_so():
    assert "出具时未引用" in text_of(pdf.make_pdf("teaser", with_("teaser", proof=None)))


@pytest.mark.parametrize(
    "hostile",
    [
        "#panic()",
        "*粗* _斜_ $x$ `code` <label> @ref",
        '"]) #read("/etc/passwd")',
        '\\u{41} "引号" {"a": 1}',
    ],
)
def test_text_is_never_read_as_markup(hostile):
    assert hostile in text_of(pdf.make_pdf("teaser", with_("teaser", headline=hostile)))


def test_rare_characters_of_names_are_printed():
    made = pdf.make_pdf("teaser", with_("teaser", headline="𬭚龘㛃䶮"))
    assert "龘㛃䶮" in text_of(made)


@pytest.mark.parametrize(
    "text", ["🎉", "\ue000", "甲\u202e乙", "a\x00b", "a\tb", "\u200f", "\U000e0041"]
)
def test_what_cannot_be_printed_is_refused(text):
    with pytest.raises(UnprintableText) as refused:
        pdf.make_pdf("teaser", with_("teaser", highlights=[["行业", "industry", text]]))
    assert refused.value.facts == {"template": "teaser"}


def test_missing_and_misspelt_keys_are_named_together():
    data = {key: value for key, value in SAMPLES["nda"].items() if key != "scope"}
    with pytest.raises(DataIncomplete) as refused:
        pdf.make_pdf("nda", {**data, "liqidated": None})
    assert refused.value.facts == {"template": "nda", "missing": "scope", "unknown": "liqidated"}


@pytest.mark.parametrize(
    "changes",
    [
        {"date": "tomorrow"},
        {"date": 20260902},
        {"highlights": [["only one"]]},
        {"highlights": "text"},
        {"headline": {1, 2}},
    ],
)
def test_a_wrong_shape_is_refused_without_quoting_it(changes):
    with pytest.raises(WillNotTypeset) as refused:
        pdf.make_pdf("teaser", with_("teaser", **changes))
    assert refused.value.facts == {"template": "teaser"}


@pytest.mark.parametrize("name", ["common", "base", "../base", "stamp", ""])
def test_only_the_templates_of_the_catalogue_are_made(name):
    with pytest.raises(NoSuchTemplate):
        pdf.make_pdf(name, SAMPLES["teaser"])


@pytest.mark.parametrize(
    ("name", "changes", "said", "not_said"),
    [
        ("nda", {"employee": True}, "不约定违约金", "违约金过分高于"),
        ("nda", {"liquidated": None}, "违约方所获利益", "liquidated damages"),
        ("notice", {"kind": "change", "minors": False}, "股权变更后", "接收方继续履行义务"),
        ("notice", {"purpose_changed": False}, "处理目的和处理方式不变", "上门家教"),
        ("handover_record", {"receipt": None}, "交接未完成", "签收人"),
        (
            "separate_consent",
            {"guardian": None, "sensitive": None},
            "单独同意书",
            "与信息主体的关系",
        ),
        ("destruction_certificate", {"stage": 2}, "含密钥库备份", "在用副本"),
        ("teaser", {"notes": ["补充说明"]}, "补充说明", "无法"),
    ],
)
def test_a_paper_says_what_its_facts_ask_for(name, changes, said, not_said):
    text = text_of(pdf.make_pdf(name, with_(name, demo=False, **changes))).replace("\r\n", "")
    assert said in text
    assert not_said not in text
