from __future__ import annotations

import os
from datetime import date

import pytest

from shoumi.base.intake import plan as planning
from shoumi.base.intake import readers
from shoumi.base.intake.errors import NotAFile, Ragged
from shoumi.base.intake.plan import Change, Delta, Given
from shoumi.base.intake.problems import SHOWN, ImportRefused
from shoumi.base.intake.tests.cast import ANNA, BERT, REGISTER, TODAY
from shoumi.base.intake.tests.file_makers import docx, paragraph, xlsx
from shoumi.core.refs import Ref

HEAD = "姓名,手机号,身份证号\n"
FIRST = HEAD + "张虚一,15400001001,990000199001011116\n李虚二,15400001002,\n"
SUB = Ref("sub-0000000000000001")
OTHER = Ref("sub-0000000000000002")


def plan(tmp_path, *texts, names=(), **more):
    files = []
    for at, text in enumerate(texts):
        name = names[at] if at < len(names) else f"{'abc'[at]}.csv"
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        files.append(tmp_path / name)
    more = {"allow_synthetic": True, **more}
    return planning.plan(files, REGISTER, TODAY, **more)


class HeldHere:
    """Two people, found by mobile or identity number."""

    def __init__(self, **people):
        self.people = {SUB: dict(ANNA), OTHER: dict(BERT)} | people

    def find(self, field, values):
        return [
            {ref for ref, own in self.people.items() if own.get(field) == value} for value in values
        ]

    def open(self, subjects):
        return {ref: self.people[ref] for ref in subjects}

    def everybody(self):
        return set(self.people)


def test_a_clean_delivery_is_planned_with_its_counts(tmp_path):
    done = plan(
        tmp_path,
        FIRST,
        "客户姓名,联系电话,类别\n张虚一,15400001001,客户\n何样工,15400009000,员工\n",
        docx(paragraph("合同")),
        names=("a.csv", "b.csv", "c.docx"),
    )
    done.require()
    assert [own.values["name"] for own in done.people] == ["张虚一", "李虚二"]
    assert done.changes == (Change.NEW, Change.NEW)
    assert {name: count for name, count in done.counts.items() if count} == {
        "rows": 4,
        "file_rows": 4,
        "taken_in": 3,
        "left_out": 1,
        "people": 2,
        "merged_rows": 1,
        "individuals": 2,
        "out_staff": 1,
        "new": 2,
    }
    assert [sheet.name for sheet in done.texts] == ["c.docx"]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("手机号,备注\n15400001001,x\n", "sheet.missing_column", "a.csv:1"),
        ("姓名,备注\n张虚一,x\n", "sheet.missing_column", "a.csv:1"),
        ("姓名,手机号,星座\n张虚一,15400001001,火象\n", "mapping.unknown_column", "a.csv:1"),
        ("姓名,手机号,备注,备注\n张虚一,15400001001,x,y\n", "mapping.repeated_heading", "a.csv:1"),
        ("姓名,手\u202e机号\n张虚一,15400001001\n", "mapping.hostile_heading", "a.csv:1"),
        (f"姓名,手机号,{'备' * 300}\n张虚一,15400001001,\n", "mapping.hostile_heading", "a.csv:1"),
        ("张虚一,15400001001\n李虚二,15400001002\n", "table.no_heading", "a.csv"),
        (b"", "file.empty", "a.csv"),
    ],
)
def test_each_fault_is_an_error_with_its_place(tmp_path, text, code, place):
    done = plan(tmp_path, text)
    assert (code, place) in {(one.code, one.place) for one in done.errors}
    with pytest.raises(ImportRefused) as refusal:
        done.require()
    assert refusal.value.facts["count"] == len(done.errors)


def test_made_up_people_stay_out_of_a_real_home(tmp_path):
    done = plan(tmp_path, FIRST, allow_synthetic=False)
    assert [one.faults for one in done.set_aside] == [(("row.synthetic_identity", "id_number"),)]
    assert [own.values["name"] for own in done.people] == ["李虚二"]


def test_a_person_may_accept_doubts_and_nothing_worse(tmp_path):
    text = HEAD + "张虚一,1540000,\n\ufffd,15400001002,\n"
    done = plan(tmp_path, text, accepted={"row.not_a_mobile", "row.damaged_text"})
    assert [one.faults[0][0] for one in done.set_aside] == ["row.damaged_text"]
    assert [own.values["mobile"] for own in done.people] == ["1540000"]
    assert "row.not_a_mobile" in {one.code for one in done.warnings}


def test_all_files_tell_their_errors_at_once(tmp_path):
    done = plan(tmp_path, HEAD + "a,b\n", HEAD + "a,b\n", FIRST)
    assert [(one.code, one.place) for one in done.errors] == [
        (Ragged.code, "a.csv:2"),
        (Ragged.code, "b.csv:2"),
    ]


def test_a_refusal_shows_the_first_hundred_and_the_count(tmp_path):
    heads = ",".join(f"甲{n}" for n in range(300))
    done = plan(tmp_path, f"姓名,手机号,{heads}\n张虚一,15400001001{',x' * 300}\n")
    with pytest.raises(ImportRefused) as refusal:
        done.require()
    assert len(refusal.value.problems) == SHOWN
    assert refusal.value.facts == {"count": 300, "shown": SHOWN}


def test_no_error_quotes_a_value(tmp_path):
    done = plan(tmp_path, HEAD + "张虚一,1540000,12345\n" * 2)
    told = str([(one.code, one.place, one.facts) for one in (*done.errors, *done.warnings)])
    assert not any(secret in told for secret in ("张虚一", "1540000", "12345"))


def test_a_formula_in_a_cell_is_kept_as_text_and_told(tmp_path):
    done = plan(tmp_path, '姓名,手机号,备注\n张虚一,15400001001,"=1+1"\n')
    assert done.people[0].values["remark"] == "=1+1"
    assert ("cell.formula", "a.csv:2") in {(one.code, one.place) for one in done.warnings}


def test_cells_of_workbooks_are_named(tmp_path):
    rows = [["姓名", "手机号"], ["张虚一", "12"]]
    done = plan(tmp_path, xlsx(rows, state="hidden"), names=("a.xlsx",))
    assert ("row.not_a_mobile", "a.xlsx:名单!B2") in {(o.code, o.place) for o in done.warnings}
    assert ("sheet.hidden", "a.xlsx:名单!A1") in {(o.code, o.place) for o in done.warnings}


def test_rows_of_workbooks_are_named(tmp_path):
    rows = [["姓名", "手机号"], *[["张虚一", "15400001001"]] * 2]
    done = plan(tmp_path, xlsx(rows), names=("a.xlsx",))
    assert [(one.code, one.place, one.facts) for one in done.warnings] == [
        ("row.duplicate_person", "a.xlsx:名单!3", {"other": "a.xlsx:名单!2"})
    ]


def test_footers_and_tables_about_no_people_are_left_out(tmp_path):
    done = plan(
        tmp_path,
        FIRST + "合计,2,\n制表：,,\n",
        "物品,价钱\n扫帚,12\n",
        "收件人,收件地址\n王虚三,\n",
    )
    done.require()
    assert done.counts["people"] == 2
    assert done.counts["out_footer"] == 2
    assert done.counts["out_recipient"] == 1


def test_a_list_of_codes_beside_customers_is_left_out_and_told(tmp_path):
    done = plan(tmp_path, FIRST, "代码,备注\n1,保洁\n")
    done.require()
    assert ("sheet.left_out", "b.csv:1") in {(one.code, one.place) for one in done.warnings}


def test_a_table_of_people_is_left_out_only_where_a_person_dropped_all_of_it(tmp_path):
    told = "称谓,电话号\n张虚一,15400001001\n"
    assert plan(tmp_path, FIRST, told).errors
    dropped = plan(tmp_path, FIRST, told, mapping_overrides={"称谓": "-", "电话号": "-"})
    dropped.require()
    assert "sheet.left_out" in {one.code for one in dropped.warnings}


@pytest.mark.parametrize("text", [HEAD, "物品,价钱\n扫帚,12\n", "年龄,城市\n12,虚构市\n"])
def test_a_delivery_about_nobody_is_refused(tmp_path, text):
    done = plan(tmp_path, text)
    assert [(one.code, one.place) for one in done.errors] == [("intake.nobody", "a.csv")]


def test_a_text_alone_brings_nobody(tmp_path):
    done = plan(tmp_path, docx(paragraph("合同")), names=("c.docx",))
    assert [one.code for one in done.errors] == ["intake.nobody"]


def test_a_missing_column_is_said_once_and_not_again_of_each_row(tmp_path):
    done = plan(tmp_path, "手机号\n15400001001\n15400001002\n")
    assert [(one.code, one.place) for one in done.errors] == [("sheet.missing_column", "a.csv:1")]


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.csv")
    done = planning.plan([tmp_path / "a.csv"], REGISTER, TODAY)
    assert [(one.code, one.place) for one in done.errors] == [("file.not_a_file", "a.csv")]
    with pytest.raises(NotAFile):
        readers.read(tmp_path / "a.csv")


def test_a_file_may_be_named_with_its_encoding(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("姓名,地址\n張虛一,樣本路\n".encode("big5"))
    given = Given(path, encoding="big5", format="csv")
    assert planning.plan([given], REGISTER, TODAY, allow_synthetic=True).errors == ()


def test_a_later_file_updates_and_never_doubles(tmp_path):
    text = (
        "姓名,手机号,身份证号,地址,销户日期\n"
        "张虚一,15400001001,990000199001011116,,\n"
        "李虚二,15400001002,990000199203171126,样本路1号,\n"
        "王虚三,15400001003,,,\n"
    )
    done = plan(tmp_path, text, delta=Delta(HeldHere()))
    done.require()
    told = dict(zip((own.held for own in done.people), done.changes, strict=True))
    assert told == {SUB: Change.UNCHANGED, OTHER: Change.CHANGED, None: Change.NEW}
    assert done.changed[[own.held for own in done.people].index(OTHER)] == {"address"}


def test_an_ended_service_is_told_and_a_later_opening_waits(tmp_path):
    text = (
        "姓名,手机号,注册日期,销户日期\n"
        "张虚一,15400001001,,2026-08-20\n"
        "王虚三,15400001003,2026-08-24,\n"
    )
    done = plan(tmp_path, text, delta=Delta(HeldHere(), cut_off=date(2026, 8, 23)))
    assert done.changes == (Change.ENDED,)
    assert done.counts["out_after_cut_off"] == 1


def test_who_is_not_in_a_complete_file_is_missing(tmp_path):
    text = HEAD + "张虚一,15400001001,990000199001011116\n"
    assert plan(tmp_path, text, delta=Delta(HeldHere())).missing == ()
    assert plan(tmp_path, text, delta=Delta(HeldHere(), is_complete=True)).missing == (OTHER,)


def test_a_shared_mobile_touches_nobody_held(tmp_path):
    done = plan(tmp_path, HEAD + "王虚三,15400001001,\n", delta=Delta(HeldHere()))
    assert dict(zip((own.held for own in done.people), done.changes, strict=True)) == {
        SUB: Change.UNTOUCHED,
        None: Change.NEW,
    }
    assert len(done.doubtful) == 1
    assert done.counts["people"] == 1
