"""The same data make the same paper, as text; what cannot be shown is refused."""

from pathlib import Path

import pypdfium2
import pytest

from shoumi.base import registry
from shoumi.base.documents import pdf
from shoumi.base.documents.errors import (
    DataIncomplete,
    NoSuchTemplate,
    UnprintableText,
    WillNotTypeset,
)
from shoumi.base.documents.tests.paper_text import is_made_the_same_twice, text_of
from shoumi.base.documents.tests.samples import SAMPLES
from shoumi.base.registry import BadCard, Card

# Other people's text, which only takes the form of a page here.
SET_ANEW = {"room_paper"}


def with_(name, **changes):
    return {**SAMPLES[name], **changes}


def test_there_is_a_sample_of_every_template():
    own = pdf.of_folder(Path(pdf.__file__).with_name("templates"))
    assert sorted(own.keys() - {"common"}) == sorted(SAMPLES)


def test_a_template_of_a_card_has_a_name_of_its_own(monkeypatch):
    again = Card("again", "重复", "Again", papers=Path(pdf.__file__).with_name("templates"))
    monkeypatch.setattr(registry, "_cards", {"again": again})
    with pytest.raises(BadCard, match="teaser"):
        pdf._catalogue.__wrapped__()


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_paper_is_made_the_same_twice(name):
    is_made_the_same_twice(name, SAMPLES[name], is_set_anew=name in SET_ANEW)


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


@pytest.mark.parametrize("name", ["common", "base", "parts", "../base", "stamp", ""])
def test_only_the_templates_of_the_catalogue_are_made(name):
    with pytest.raises(NoSuchTemplate):
        pdf.make_pdf(name, SAMPLES["teaser"])


@pytest.mark.parametrize(
    ("name", "changes", "said", "not_said"),
    [
        ("nda", {"employee": True}, "不约定违约金", "违约金过分高于"),
        ("nda", {"liquidated": None}, "违约方所获利益", "liquidated damages"),
        ("handover_record", {"receipt": None}, "交接未完成", "签收人"),
        ("teaser", {"notes": ["补充说明"]}, "补充说明", "无法"),
    ],
)
def test_a_paper_says_what_its_facts_ask_for(name, changes, said, not_said):
    text = text_of(pdf.make_pdf(name, with_(name, demo=False, **changes))).replace("\r\n", "")
    assert said in text
    assert not_said not in text
