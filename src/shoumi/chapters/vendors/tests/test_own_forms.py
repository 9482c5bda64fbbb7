"""A questionnaire of the house's own: mapped once, known by its questions, taken in or refused by
the name of a cell."""

from __future__ import annotations

import io
from datetime import date
from types import SimpleNamespace

import openpyxl
import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.ledger import reader
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.vendors import health, replays
from shoumi.chapters.vendors.documents import questionnaire_workbook
from shoumi.chapters.vendors.events import Tag
from shoumi.chapters.vendors.models import OwnForm, Review
from shoumi.chapters.vendors.rules import own_forms as rules
from shoumi.chapters.vendors.rules import questions
from shoumi.chapters.vendors.rules.own_forms import Columns, Mapped
from shoumi.chapters.vendors.rules.score import Value
from shoumi.chapters.vendors.services import form_errors as errors
from shoumi.chapters.vendors.services import own_form_answers, own_forms, reviews
from shoumi.chapters.vendors.services import workbook_errors as why
from shoumi.chapters.vendors.services.reviews import Said
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
SHEET = "供应商调查表"
KNOWN = questions.current().questions
ONE, TWO, THREE = (one.code for one in KNOWN[:3])
# In the words of the house; the third asks nearly what ours asks.
ASKED = {
    4: "贵司营业执照及相关许可是否齐全、有效？",
    5: "近三年有无行政处罚？",
    6: KNOWN[2].text[0].rstrip("？") + "，请说明？",
}
SPELLINGS = {
    Value.YES: ["符合", "√", "1"],
    Value.PARTLY: ["基本符合"],
    Value.NO: ["不符合", "×", "0"],
    Value.NOT_APPLICABLE: ["——"],
}


def at(cell):
    return f"{SHEET}!{cell}"


PLACES = {ONE: at("B4"), TWO: at("B5"), THREE: at("B6")}
COLUMNS = Columns("C", "E", "F")


def form(change=lambda sheet: None):
    """With a title over merged cells, a score by formula, and cells of answers that are merged."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet["A1"] = "供应商信息安全调查表"
    sheet.merge_cells("A1:F1")
    for cell, text in zip("ABCEF", ("序号", "问题", "评价", "说明", "证明到期"), strict=True):
        sheet[f"{cell}3"] = text
    for line, text in ASKED.items():
        sheet[f"A{line}"], sheet[f"B{line}"] = line - 3, text
        sheet.merge_cells(f"C{line}:D{line}")
    sheet["A9"] = "得分"
    sheet["B9"] = '=COUNTIF(C4:C6,"符合")'
    change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def filled(**cells):
    def change(sheet):
        for cell, value in cells.items():
            sheet[cell] = value

    return form(change)


def mapped(**other):
    given = {"places": PLACES, "columns": COLUMNS, "spellings": SPELLINGS, **other}
    return Mapped(**given)


@pytest.fixture
def brought(desk):
    given = {"actor": desk.buyer, "at": desk.at}
    return own_forms.add(name="调查表", content=form(), **given)


def maps(desk, brought, actor=None, **other):
    given = {"actor": actor or desk.buyer, "at": desk.at}
    return own_forms.map_cells(form=Ref(brought.ref), mapped=mapped(**other), **given)


@pytest.fixture
def in_use(desk, brought):
    return maps(desk, brought)


def review():
    return Review(ref="review-one", version=questions.current().version)


def back(content):
    return own_form_answers.said(review(), content)


def test_what_was_filled_in_is_taken_by_the_mapping_in_the_words_of_the_form(in_use):
    content = filled(
        C4="符合", E4="见附件", F4=date(2027, 3, 1), C5="×", C6="基本符合", A8="别处写了什么"
    )
    said, by = back(content)
    assert said == {
        ONE: Said(Value.YES, "见附件", until=date(2027, 3, 1)),
        TWO: Said(Value.NO),
        THREE: Said(Value.PARTLY),
    }
    assert by == in_use.ref


@pytest.mark.parametrize(
    ("told", "value"),
    [
        ("是", Value.YES),
        (True, Value.YES),
        (1, Value.YES),
        (0, Value.NO),
        (" ——", Value.NOT_APPLICABLE),
    ],
)
def test_our_own_words_ticks_and_the_figures_that_were_named_are_answers_too(in_use, told, value):
    said, _ = back(filled(C4=told))
    assert said == {ONE: Said(value)}


FAULTS = [
    ({"C4": "也许"}, why.AnswerUnknown, "C4"),
    ({"C5": 2}, why.AnswerUnknown, "C5"),
    ({"C4": "=1+1"}, why.HasFormula, "C4"),
    ({"C4": "符合", "E4": "#N/A"}, why.HasError, "E4"),
    ({"C4": "符合", "E4": 12345678901234567}, why.LostDigits, "E4"),
    ({"C4": "符合", "E4": "字" * 1001}, why.TooLong, "E4"),
    ({"C4": "符合", "F4": "长期"}, why.DateUnclear, "F4"),
    ({"E6": "说了话"}, why.AnswerMissing, "C6"),
    ({"B5": "近三年有无刑事处罚？"}, why.QuestionChanged, "B5"),
]


@pytest.mark.parametrize(("cells", "because", "cell"), FAULTS)
def test_a_cell_that_does_not_fit_is_refused_by_its_name(in_use, cells, because, cell):
    with pytest.raises(because) as found:
        back(filled(**cells))
    assert type(found.value) is because
    assert found.value.facts["place"] == at(cell)


def test_lines_that_moved_or_were_merged_are_refused_where_they_did(in_use):
    def moved(sheet):
        for cells in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(cells))
        sheet.insert_rows(6)

    with pytest.raises(why.QuestionChanged) as found:
        back(form(moved))
    assert found.value.facts["place"] == at("B6")
    with pytest.raises(why.Merged) as found:
        back(form(lambda sheet: sheet.merge_cells("E5:E6")))
    assert found.value.facts["place"] == at("E5")

    def wider(sheet):
        sheet.unmerge_cells("C5:D5")
        sheet.merge_cells("C5:E5")

    with pytest.raises(why.Merged) as found:
        back(form(wider))
    assert found.value.facts["place"] == at("C5")


def test_a_workbook_of_somebody_elses_is_none_and_our_own_is_taken_as_ever(desk, in_use):
    with pytest.raises(why.WorkbookRefused) as found:
        back(form(lambda sheet: sheet.delete_rows(1, 9)))
    assert type(found.value) is why.WorkbookRefused
    said, by = back(questionnaire_workbook.made(review(), None))
    assert (said, by) == ({}, None)


def test_a_form_is_taken_once_it_is_mapped_and_until_it_is_ended(desk, brought):
    with pytest.raises(why.WorkbookRefused):
        back(filled(C4="符合"))
    first = maps(desk, brought)
    second = maps(desk, first, places={ONE: at("B5")})
    assert (first.version, second.version) == (1, 2)
    said, by = back(filled(C4="符合", C5="不符合"))
    assert (said, by) == ({ONE: Said(Value.NO)}, second.ref)
    with pytest.raises(errors.FormEnded):
        maps(desk, first)
    own_forms.end(form=Ref(second.ref), actor=desk.officer, at=desk.at)
    with pytest.raises(why.WorkbookRefused):
        back(filled(C4="符合"))


def test_the_ledger_says_by_which_version_answers_came(desk, in_use):
    vendor = Ref(desk.registered().ref)
    _, token = reviews.ask(vendor=vendor, actor=desk.buyer, at=desk.at)
    said, by = own_form_answers.said(reviews.by_link(token, desk.at), filled(C4="符合"))
    reviews.answer(token=token, said=said, is_last=False, form=by, at=desk.at)
    [entry] = reader.entries(tag=Tag.ANSWERED)
    assert entry.line().facts["form"] == in_use.ref
    row = OwnForm.objects.get(ref=in_use.ref)
    assert health.guarded[-1].agreed([row]) == [row.entry_position]


@pytest.mark.parametrize(
    ("other", "because"),
    [
        ({"places": {}}, errors.NothingMapped),
        ({"places": {"nobody": at("B4")}}, errors.NothingMapped),
        ({"places": {ONE: at("B7")}}, errors.CellUnknown),
        ({"places": {ONE: at("B4"), TWO: at("B4")}}, errors.CellRepeated),
        ({"columns": Columns("")}, errors.ColumnUnfit),
        ({"columns": Columns("C", "C")}, errors.ColumnUnfit),
        ({"columns": Columns("C", "B")}, errors.ColumnUnfit),
        ({"spellings": {Value.YES: ["有"], Value.NO: ["有"]}}, errors.WordRepeated),
        ({"spellings": {Value.YES: ["否"]}}, errors.WordRepeated),
    ],
)
def test_a_mapping_that_could_mistake_an_answer_is_not_kept(desk, brought, other, because):
    with pytest.raises(because):
        maps(desk, brought, **other)
    assert OwnForm.objects.get().ended_at is None


def test_procurement_and_the_protection_officer_bring_and_map_forms(desk, brought):
    for actor in (desk.security, desk.legal, desk.other):
        with pytest.raises(NotPermitted):
            maps(desk, brought, actor=actor)
    assert maps(desk, brought, actor=desk.officer).version == 1
    with pytest.raises(errors.NameTaken):
        own_forms.add(name="调查表", content=form(), actor=desk.buyer, at=desk.at)


def test_a_mapping_that_was_edited_takes_no_answer(in_use):
    OwnForm.objects.filter(ref=in_use.ref).update(spellings={"yes": ["不符合"]})
    with pytest.raises(NotAuthentic):
        back(filled(C4="不符合"))


def test_after_a_restore_what_was_ended_is_ended_again(desk, in_use):
    own_forms.end(form=Ref(in_use.ref), actor=desk.officer, at=desk.at)
    entry = list(reader.entries(tag=Tag.FORM_ENDED))[-1]
    # As the copy has it: the row of before, under the code of before.
    in_use.save()
    assert OwnForm.objects.get(ref=in_use.ref).ended_at is None
    told = SimpleNamespace(line=entry.line(), position=entry.position)
    assert replays.of_events()[Tag.FORM_ENDED](told)
    assert OwnForm.objects.get(ref=in_use.ref).ended_at == desk.at
    with pytest.raises(why.WorkbookRefused):
        back(filled(C4="符合"))


def test_of_a_new_form_what_reads_alike_is_suggested_and_nothing_twice():
    texts = {at(f"B{line}"): text for line, text in ASKED.items()}
    found = rules.suggested(questions.current(), texts)
    assert found[THREE] == at("B6")
    assert len(set(found.values())) == len(found)
