"""What is wrong with a row costs that row, set aside or as a person decides; the sum holds."""

from __future__ import annotations

import pytest

from shoumi.base.intake.tests.test_plan import HEAD, plan


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (HEAD + "张虚一,15400001001,990000199001011117\n", "row.id_checksum", "a.csv:2"),
        (HEAD + "张虚一,1540000,\n", "row.not_a_mobile", "a.csv:2"),
        (HEAD + ",15400001001,\n", "row.missing_value", "a.csv:2"),
        (HEAD + "张虚一,,\n李虚二,15400001002,\n", "row.missing_value", "a.csv:2"),
        (HEAD + "张虚一,15400001001,\n" * 2, "row.duplicate_person", "a.csv:3"),
        ("姓名,生日\n张虚一,2026-02-30\n", "row.bad_date", "a.csv:2"),
        ("姓名,手机号\n\ufffd虚一,15400001001\n", "row.damaged_text", "a.csv:2"),
        (HEAD + "张虚一,15400001001\n", "csv.ragged", "a.csv:2"),
    ],
)
def test_what_is_wrong_with_a_row_costs_that_row_alone(tmp_path, text, code, place):
    good = "王虚三,15400001003" + "," * (text.split("\n")[0].count(",") - 1)
    head, _, bad = text.partition("\n")
    if "生日" in head:
        good = "王虚三,1990-01-01"
        head, good, bad = (
            f"{part},{more}"
            for part, more in ((head, "手机号"), (good, "15400001003"), (bad.strip(), ""))
        )
        bad += "\n"
    done = plan(tmp_path, f"{head}\n{bad}{good}\n")
    done.require()
    assert [own.values["name"] for own in done.people][-1] == "王虚三"
    assert place in {one.source.place for one in done.set_aside}
    told = {fault for one in done.set_aside for fault, _ in one.faults}
    assert code in told
    assert (code, place) in {(one.code, one.place) for one in done.warnings}
    assert_adds_up(done)


def assert_adds_up(done):
    counts = done.counts
    assert counts["file_rows"] == (counts["taken_in"] + counts["set_aside"] + counts["left_out"])
    assert counts["set_aside"] == len(done.set_aside)


@pytest.mark.parametrize(
    ("decision", "taken", "aside", "out"),
    [("set_aside", 1, 1, 0), ("without", 2, 0, 0), ("leave_out", 1, 0, 1), ("accept", 1, 1, 0)],
)
def test_a_person_decides_what_becomes_of_a_kind(tmp_path, decision, taken, aside, out):
    text = "姓名,手机号,生日\n张虚一,15400001001,1990-02-30\n李虚二,15400001002,\n"
    done = plan(tmp_path, text, decisions={"row.bad_date": decision})
    assert_adds_up(done)
    told = [done.counts[name] for name in ("taken_in", "set_aside", "left_out")]
    # No date that there is not is taken as it is written, whoever asks.
    assert told == [taken, aside, out]
    assert "1990-02-30" not in str([own.values for own in done.people])


def test_without_its_name_nobody_is_taken_in(tmp_path):
    text = HEAD + "\ufffd,15400001001,\n李虚二,15400001002,\n"
    done = plan(tmp_path, text, decisions={"row.damaged_text": "without"})
    assert [one.faults for one in done.set_aside] == [(("row.damaged_text", "name"),)]


@pytest.mark.parametrize("name", ["无", "未知", "/", "——", "N/A", "12345", " ", "***"])
def test_a_cell_that_names_nobody_is_no_name_and_its_row_waits(tmp_path, name):
    text = HEAD + f"{name},15400001001,\n李虚二,15400001002,\n"
    done = plan(tmp_path, text)
    assert [one.faults for one in done.set_aside] == [(("row.missing_value", "name"),)]
    # As it was written, where it says anything.
    assert done.set_aside[0].values.get("name", "").strip() == name.strip()
    assert [own.values["name"] for own in done.people] == ["李虚二"]
    assert_adds_up(done)
    told = plan(tmp_path, text, decisions={"row.missing_value": "leave_out"})
    assert (told.counts["taken_in"], told.counts["left_out"]) == (1, 1)


@pytest.mark.parametrize("name", ["吾买尔·艾力", "null", "O", "无忌", "3M 中国"])
def test_a_name_that_looks_odd_is_a_name(tmp_path, name):
    done = plan(tmp_path, HEAD + f"{name},15400001001,\n")
    assert [own.values["name"] for own in done.people] == [name]


def test_a_company_may_be_called_by_a_number_and_not_by_a_stroke(tmp_path):
    text = "姓名,手机号,单位名称\n张虚一,15400001001,360\n李虚二,15400001002,/\n"
    done = plan(tmp_path, text)
    assert [own.values.get("company_name") for own in done.people] == ["360", None]


def test_without_every_number_a_row_waits_all_the_same(tmp_path):
    text = HEAD + "张虚一,154,\n李虚二,15400001002,\n"
    done = plan(tmp_path, text, decisions={"row.not_a_mobile": "without"})
    assert [one.faults for one in done.set_aside] == [(("row.missing_value", "mobile"),)]
    assert_adds_up(done)


def test_a_row_of_staff_is_left_out_whatever_is_wrong_with_it(tmp_path):
    done = plan(tmp_path, "姓名,手机号,类别\n张虚一,154,员工\n李虚二,15400001002,客户\n")
    assert done.set_aside == ()
    assert (done.counts["left_out"], done.counts["taken_in"]) == (1, 1)


def test_two_rows_of_one_person_wait_together_and_the_third_file_is_taken(tmp_path):
    twice = HEAD + "张虚一,15400001001,\n" * 2 + "李虚二,15400001002,\n"
    done = plan(tmp_path, twice, HEAD + "张虚一,15400001001,\n")
    assert [one.source.place for one in done.set_aside] == ["a.csv:2", "a.csv:3"]
    assert sorted(own.values["name"] for own in done.people) == ["张虚一", "李虚二"]
    assert_adds_up(done)


def test_what_is_set_aside_is_what_was_written_in_columns_that_are_kept(tmp_path):
    text = "姓名,手机号,生日,暗号\n张虚一,+86 154-0000-1001,1990-02-30,芝麻\n"
    done = plan(tmp_path, text, mapping_overrides={"暗号": "-"})
    (one,) = done.set_aside
    assert one.values == {"name": "张虚一", "mobile": "+86 154-0000-1001", "birth_on": "1990-02-30"}
    assert "张虚一" not in repr(one)


def test_a_record_that_cannot_be_split_is_kept_whole(tmp_path):
    text = '姓名,手机号\n李虚二,15400001002\n"张虚一"x,15400001001\n'
    (one,) = plan(tmp_path, text).set_aside
    assert list(one.values.values()) == ['"张虚一"x,15400001001']


def test_rows_that_come_back_carry_their_code_and_no_reason(tmp_path):
    text = (
        "搁置编号,行（问题）,姓名,姓名（问题）,手机,手机（问题）\n"
        "row-1,3,张虚一,,15400001001,不是电话\nrow-2,4,'=虚,,'+8615400001002,\n"
    )
    done = plan(tmp_path, text)
    done.require()
    assert [(one.line, code) for one, code in done.returned] == [(2, "row-1"), (3, "row-2")]
    assert [own.values for own in done.people] == [
        {"name": "张虚一", "mobile": "15400001001"},
        {"name": "=虚", "mobile": "15400001002"},
    ]
    # In a file that did not go out from here such a heading is a column like every other.
    assert (
        plan(tmp_path, "姓名,手机,备注（问题）\n张虚一,15400001001,x\n").mappings[2].field
        == "remark"
    )
