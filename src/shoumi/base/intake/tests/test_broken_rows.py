"""A broken row of a workbook costs that row: it is told with its place and waits with its cells."""

from __future__ import annotations

import pytest

from shoumi.base.intake import plan as planning
from shoumi.base.intake.plan import Given
from shoumi.base.intake.tests import file_makers
from shoumi.base.intake.tests.cast import REGISTER, TODAY
from shoumi.base.intake.tests.file_makers import repacked

HEAD = ["姓名", "手机号"]
PEOPLE = [["张虚一", "15400001001"], ["李虚二", "15400001002"], ["王虚三", "15400001003"]]
ROWS = [HEAD, *PEOPLE]
SECOND = (b"\xe6\x9d\x8e\xe8\x99\x9a\xe4\xba\x8c", "李虚二")


def xlsx():
    return file_makers.xlsx(ROWS), "xl/worksheets/sheet1.xml"


def ods():
    return file_makers.ods([[(cell, "") for cell in row] for row in ROWS]), "content.xml"


def planned(tmp_path, ending, change):
    content, part = xlsx() if ending == "xlsx" else ods()
    path = tmp_path / f"a.{ending}"
    path.write_bytes(repacked(content, part, change))
    return planning.plan([Given(path)], REGISTER, TODAY, allow_synthetic=True)


def names(made):
    return [one.values["name"] for one in made.people]


def put(before, after):
    def change(text):
        assert before in text
        return text.replace(before, after, 1)

    return change


# The second of three people; each breaks the row in its own way.
BREAKS = {
    "a control character": put("李虚二", "李虚二\x08"),
    "a bare ampersand": put("李虚二", "李虚二&"),
    "an end that is missing": put("李虚二</", "李虚二<"),
    "a mark that never ends": put("李虚二", "李虚二<b"),
    "an entity nobody declared": put("李虚二", "李虚二&nbsp;"),
}


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
@pytest.mark.parametrize("how", BREAKS)
def test_one_broken_row_waits_and_the_others_are_taken_in(tmp_path, ending, how):
    made = planned(tmp_path, ending, BREAKS[how])
    assert [one.code for one in made.errors] == []
    assert names(made) == ["张虚一", "王虚三"]
    (waits,) = made.set_aside
    assert waits.source.place == f"a.{ending}:名单!3"
    assert [code for code, _ in waits.faults] == ["workbook.row_broken"]
    assert waits.values["mobile"] == "15400001002"
    assert waits.values["name"].startswith("李虚二")
    counts = made.counts
    assert (counts["file_rows"], counts["taken_in"], counts["set_aside"]) == (3, 2, 1)


def test_a_row_without_its_end_does_not_swallow_the_next(tmp_path):
    made = planned(tmp_path, "xlsx", put('</row><row r="4">', '<row r="4">'))
    assert names(made) == ["张虚一", "王虚三"]
    assert [one.source.line for one in made.set_aside] == [3]


def test_a_broken_row_of_which_nothing_is_left_is_a_row_all_the_same(tmp_path):
    made = planned(
        tmp_path,
        "xlsx",
        lambda text: (
            text[: text.index('<row r="3">')] + '<row r="3"><' + text[text.index('<row r="4">') :]
        ),
    )
    assert names(made) == ["张虚一", "王虚三"]
    assert [one.source.line for one in made.set_aside] == [3]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_what_is_broken_outside_of_rows_costs_the_file(tmp_path, ending):
    tag = "</worksheet>" if ending == "xlsx" else "</office:spreadsheet>"
    made = planned(tmp_path, ending, put(tag, "<"))
    assert [one.code for one in made.errors] == ["xml.broken"]
    assert made.errors[0].place.startswith(f"a.{ending}:")
    assert names(made) == []


def test_a_broken_heading_costs_the_file_and_its_row_is_named(tmp_path):
    made = planned(tmp_path, "xlsx", put("手机号", "手机号\x08"))
    assert [(one.code, one.place) for one in made.errors] == [("xml.broken", "a.xlsx:名单!A1")]


def test_repeated_rows_of_a_table_keep_their_numbers(tmp_path):
    def change(text):
        text = text.replace(
            "<table:table-row>", '<table:table-row table:number-rows-repeated="2">', 2
        )
        text = text.replace(
            '<table:table-row table:number-rows-repeated="2">', "<table:table-row>", 1
        )
        return BREAKS["a bare ampersand"](text)

    made = planned(tmp_path, "ods", change)
    assert [
        one.source.line for one in made.set_aside if ("workbook.row_broken", "") in one.faults
    ] == [4]
