"""A workbook comes back filled in: it is read right, or refused by a word that names the cell."""

from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
import pytest

from shoumi.base.intake import errors as files
from shoumi.base.intake import form_workbook
from shoumi.base.intake.tests.file_makers import X, packed, xlsx
from shoumi.chapters.vendors.documents import questionnaire_workbook
from shoumi.chapters.vendors.models import Review
from shoumi.chapters.vendors.rules import questions, workbook
from shoumi.chapters.vendors.rules.score import Value
from shoumi.chapters.vendors.services import returned_workbook
from shoumi.chapters.vendors.services import workbook_errors as why
from shoumi.chapters.vendors.services.reviews import Said
from shoumi.chapters.vendors.tests.workbooks import (
    CODES,
    FIRST,
    HEAD,
    LAST,
    SAVED_BY,
    days_since_1904,
    entered,
    filled,
    in_order,
    iso_days,
    with_parts,
)

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
ONE, TWO = CODES[:2]
DAY = date(2027, 3, 1)
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
LINES = range(FIRST, LAST + 1)


def review(ref="review-one", **kept):
    return Review(ref=ref, version=questions.current().version, **kept)


@pytest.fixture
def blank(desk):
    return questionnaire_workbook.made(review(), None)


def back(content):
    return returned_workbook.said(review(), content)


def refused(content, because, cell):
    with pytest.raises(because) as found:
        back(content)
    assert type(found.value) is because
    assert found.value.facts["place"] == f"{workbook.SHEET}!{cell}"


YES_WORDS = ("是", "是的", " 是　", "是 Yes", "yes", "Ｙｅｓ", "Y", True, "TRUE", "是。")
NO_WORDS = ("否", "　否", "否 No", "no", "N", False, "False")
PARTLY_WORDS = ("部分", "部分 Partly", "PARTLY", "partially")
OTHER_WORDS = ("不适用", "不 适 用", "不适用 N/A", "n/a", "N.A.", "na", "Does not apply")
SPELLINGS = (
    *((told, Value.YES) for told in YES_WORDS),
    *((told, Value.NO) for told in NO_WORDS),
    *((told, Value.PARTLY) for told in PARTLY_WORDS),
    *((told, Value.NOT_APPLICABLE) for told in OTHER_WORDS),
)


@pytest.mark.parametrize(("at", "told"), list(enumerate(SPELLINGS)))
def test_an_answer_is_known_in_either_language_and_as_programs_write_it(blank, at, told):
    save = SAVED_BY[at % len(SAVED_BY)]
    assert back(save(filled(blank, entered(D5=told[0])))) == {ONE: Said(told[1])}


@pytest.mark.parametrize(
    "told",
    [DAY, datetime(2027, 3, 1, 10), "2027-03-01", "2027/3/1", "2027.3.1", "２０２７－０３－０１"],
)
@pytest.mark.parametrize("save", SAVED_BY)
def test_a_day_is_taken_where_year_month_and_day_are_certain(blank, told, save):
    found = back(save(filled(blank, entered(D5="是", F5=told))))
    assert found == {ONE: Said(Value.YES, until=DAY)}


@pytest.mark.parametrize("kept_as", [iso_days, days_since_1904])
def test_a_day_is_right_however_the_program_counts_days(blank, kept_as):
    content = with_parts(filled(blank, entered(D5="是", F5=DAY)), kept_as)
    assert back(content) == {ONE: Said(Value.YES, until=DAY)}


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("有，见附件", "有，见附件"),
        ("第一行\n第二行", "第一行\n第二行"),
        ("'=SUM(1)", "=SUM(1)"),
        (2027, "2027"),
        (DAY, "2027-03-01"),
        ("字" * workbook.MOST_WORDS, "字" * workbook.MOST_WORDS),
    ],
)
def test_words_come_back_as_they_were_written(blank, told, kept):
    assert back(filled(blank, entered(D6="否", E6=told))) == {TWO: Said(Value.NO, kept)}


def _blank_rows(sheet):
    sheet.insert_rows(FIRST + 1, 2)


def _without_notes(sheet):
    sheet.delete_rows(1, HEAD - 1)


def _shown(sheet):
    sheet.column_dimensions["A"].hidden = False
    sheet.title = "Sheet1"
    sheet.parent.create_sheet("Sheet2")
    sheet.row_dimensions[9].hidden = True


LAYOUTS = {
    "as it was": lambda sheet: None,
    "backwards": lambda sheet: in_order(sheet, reversed(LINES)),
    "sorted by question": lambda sheet: in_order(
        sheet, sorted(LINES, key=lambda n: sheet[f"B{n}"].value)
    ),
    "columns mixed": lambda sheet: in_order(sheet, LINES, "HFDBACGE"),
    "blank rows": _blank_rows,
    "no notes": _without_notes,
    "renamed, shown, hidden": _shown,
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("save", SAVED_BY)
def test_rows_and_columns_may_change_their_places(blank, layout, save):
    def change(sheet):
        entered(D5="是", E5="甲", F5=DAY, D6="部分", D25="否", E25="乙")(sheet)
        LAYOUTS[layout](sheet)

    assert back(save(filled(blank, change))) == {
        ONE: Said(Value.YES, "甲", until=DAY),
        TWO: Said(Value.PARTLY),
        CODES[-1]: Said(Value.NO, "乙"),
    }


def _plain_number(sheet):
    entered(D5="是", F5=46082)(sheet)
    sheet["F5"].number_format = "General"


FAULTS = [
    (_plain_number, why.DateUnclear, "F5"),
    (entered(B7="改过的题目"), why.QuestionChanged, "B7"),
    (entered(A7="nobody"), why.UnknownRow, "A7"),
    (entered(A7=CODES[0]), why.RepeatedRow, "A7"),
    (entered(A5=CODES[1], A6=CODES[0]), why.QuestionChanged, "B5"),
    (entered(A7=None), why.Stray, "B7"),
    (lambda sheet: sheet.delete_rows(7), why.MissingRows, "B4"),
    (entered(A4=None), why.WorkbookRefused, "B1"),
    (entered(A4="shoumi-form:1-00"), why.Foreign, "A4"),
    (entered(A4="shoumi-form:99999-" + "0" * 64), why.Foreign, "A4"),
    (entered(A30="shoumi-form:1-00"), why.RepeatedRow, "A30"),
    (entered(D4="答案"), why.HeadingChanged, "D4"),
    (entered(I4="回答 Answer"), why.HeadingChanged, "I4"),
    (lambda sheet: sheet.delete_cols(5), why.HeadingChanged, "A4"),
    (lambda sheet: sheet.merge_cells("D5:D6"), why.Merged, "D5"),
    (lambda sheet: sheet.merge_cells("E8:F8"), why.Merged, "E8"),
    (entered(D5="=TRUE()"), why.HasFormula, "D5"),
    (entered(D5="是", E5="=1+1"), why.HasFormula, "E5"),
    (entered(D5="#N/A"), why.HasError, "D5"),
    (entered(D5="也许"), why.AnswerUnknown, "D5"),
    (entered(D6="maybe"), why.AnswerUnknown, "D6"),
    (entered(D5="是否"), why.AnswerUnknown, "D5"),
    (entered(D5=1), why.AnswerUnknown, "D5"),
    (entered(D5=DAY), why.AnswerUnknown, "D5"),
    (entered(E9="说了话"), why.AnswerMissing, "D9"),
    (entered(F9=DAY), why.AnswerMissing, "D9"),
    *(
        (entered(D5="是", F5=told), why.DateUnclear, "F5")
        for told in ("2027年3月1日", "1 March 2027", "March 1, 2027", "1/3/2027", "长期有效")
    ),
    *(
        (entered(D5="是", F5=told), why.DateUnclear, "F5")
        for told in ("2027-02-30", "2027-3", True, date(1905, 7, 19))
    ),
    (entered(D5="是", E5=12345678901234567), why.LostDigits, "E5"),
    (entered(D5="是", E5="字" * (workbook.MOST_WORDS + 1)), why.TooLong, "E5"),
    (entered(D5="是", I5="旁注"), why.Stray, "I5"),
    (entered(I4="备注"), why.Stray, "I4"),
    (entered(B40="另外还想说"), why.Stray, "B40"),
]


@pytest.mark.parametrize(("at", "fault"), list(enumerate(FAULTS)))
def test_what_cannot_be_taken_is_refused_with_its_cell_and_nothing_is_taken(blank, at, fault):
    change, because, cell = fault
    refused(SAVED_BY[at % len(SAVED_BY)](filled(blank, change)), because, cell)


def test_a_day_written_as_eight_figures_into_a_cell_of_days_is_refused(blank):
    refused(filled(blank, entered(D5="是", F5=20270301)), why.DateUnclear, "F5")


def test_what_stands_on_another_sheet_is_not_lost(blank):
    def change(sheet):
        sheet.parent.create_sheet("备注")["C2"] = "还有"

    with pytest.raises(why.Stray) as found:
        back(filled(blank, change))
    assert found.value.facts["place"] == "备注!C2"


def test_a_workbook_of_another_questionnaire_or_version_is_refused(blank):
    other = questionnaire_workbook.made(review("review-two"), None)
    refused(other, why.Foreign, "A4")
    older = review()
    older.version = "0"
    refused(questionnaire_workbook.made(older, None), why.Foreign, "A4")


@pytest.mark.parametrize(
    ("content", "because"),
    [
        (b"", files.Empty),
        (b"a,b\n1,2\n", files.NotWhatItSays),
        (b"PK\x03\x04 cut off", files.ZipBroken),
        (b"PK\x03\x04" + b"\0" * form_workbook.MOST_BYTES, files.TooLarge),
        (packed({"content.xml": "<a/>"}), files.NotWhatItSays),
        (packed({"xl/worksheets/sheet1.xml": b"\0" * 2**26}), files.ZipBomb),
        (packed({"xl/workbook.xml": f"<!DOCTYPE a><workbook {X}/>"}), files.XmlEntity),
        (xlsx(FAR, raw=True), files.TooManyRows),
        (xlsx([["甲" * 30_000] * 25] * 2), files.TooMuchOutput),
    ],
)
def test_a_file_that_is_no_workbook_or_a_hostile_one_is_refused(desk, content, because):
    with pytest.raises(because):
        back(content)


def test_the_workbook_bears_what_is_kept_and_locks_the_rest(desk):
    answers = {ONE: {"value": "partly", "words": "=cmd()"}, TWO: {"value": "no", "words": ""}}
    kept = review(answers=answers, evidence={ONE: {"paper": "doc-1", "until": "2028-01-01"}})
    last = review("review-last", answers={TWO: {"value": "yes", "words": "上次有"}})
    content = questionnaire_workbook.made(kept, last)
    sheet = openpyxl.load_workbook(io.BytesIO(content))[workbook.SHEET]
    assert sheet.protection.sheet
    assert sheet.column_dimensions["A"].hidden
    assert [sheet[f"{at}5"].protection.locked for at in "ABCDEFGH"] == [
        *(True, True, True, False, False, False, True, True)
    ]
    first = questions.current().questions[0]
    assert all(text in sheet["B5"].value for text in first.text)
    assert sheet["C5"].value == "\n".join(first.basis)
    listed = next(one for one in sheet.data_validations.dataValidation if one.type == "list")
    assert str(listed.sqref) == f"D{FIRST}:D{LAST}"
    assert listed.formula1.strip('"').split(",") == list(workbook.CHOICES.values())
    assert sheet["H6"].value == "是 Yes\n上次有"
    assert sheet["E5"].data_type == "s", "no formula"
    assert back(content) == {
        ONE: Said(Value.PARTLY, "=cmd()", until=date(2028, 1, 1)),
        TWO: Said(Value.NO),
    }
