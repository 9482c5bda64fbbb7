"""Rows that have to be mended: sealed, counted, out through the gate, back once, destroyed."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import openpyxl
import pytest

from shoumi.base.gate import decisions
from shoumi.base.intake import import_plan, mending_file, set_aside
from shoumi.base.intake.errors import NothingSetAside, NotSetAside, RowsDoNotAddUp
from shoumi.base.intake.models import Import, RowState, SetAsideRow
from shoumi.base.ledger import reader
from shoumi.base.subjects import cleanup, queries
from shoumi.base.subjects.models import Record, State, Subject
from shoumi.base.tests import authenticated
from shoumi.base.vault import keys
from shoumi.chapters.destruction import services as destruction
from shoumi.chapters.destruction.rules import Basis
from shoumi.core.gate import Act, GateClosed
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import told
from shoumi.doors.tests.office import ANNA, BERT, CHEN, DORA, Office, refused
from shoumi.doors.tests.test_stored_values import in_the_clear

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)

# A bad day, and a number that is a formula to a spreadsheet.
BAD_DAY = {**CHEN, "birth_on": "1990-02-30"}
BAD_NUMBER = {**DORA, "mobile": "+86 154 9"}


@pytest.fixture
def office(house, tmp_path):
    return Office.of(house, tmp_path / "company")


def aside(office, *rows):
    """Good rows taken in, ``rows`` set aside."""
    path = office.write(ANNA, *rows, BERT)
    made = office.plan(path)
    return made, office.take_in(made, path)


@pytest.mark.both
def test_good_rows_are_taken_in_and_bad_ones_wait_sealed(office):
    made, taken = aside(office, BAD_DAY, BAD_NUMBER)
    assert [office.values(ref)["name"] for ref in taken.new] == ["张虚一", "李虚二"]
    waiting = list(set_aside.of_dataset(office.house.dataset))
    assert [(one.line, one.faults) for one in waiting] == [
        (3, [["row.bad_date", "birth_on"]]),
        (4, [["row.not_a_mobile", "mobile"]]),
    ]
    # As it was written, under a key of its own, and found by nobody who looks for a number.
    assert Subject.objects.filter(is_minor=True).count() == 2
    authenticated.change(Subject.objects.all(), is_minor=False)
    assert office.values(Ref(waiting[1].subject))["mobile"] == "+86 154 9"
    assert keys.existing([Ref(one.subject) for one in waiting]) == set(taken.set_aside)
    assert queries.of_deal(office.house.deal).count() == 2
    values = [*BAD_DAY.values(), *BAD_NUMBER.values()]
    values = [one for one in values if one not in BERT.values() and len(one) > 4]
    assert in_the_clear([*values, "one.csv"]) == set()


def test_bad_records_of_one_line_wait_each_by_its_number(office):
    path = office.folder / "one.json"
    path.write_text(json.dumps([ANNA, BAD_DAY, BAD_NUMBER, BERT], ensure_ascii=False), "utf-8")
    taken = office.take_in(office.plan(path), path)
    assert len(taken.new) == len(taken.set_aside) == 2
    waiting = set_aside.of_dataset(office.house.dataset)
    assert [one.line for one in waiting] == [2, 3]


@pytest.mark.both
def test_the_sum_stands_in_the_entry_in_the_table_and_is_asked_for(office):
    made, _ = aside(office, BAD_DAY, BAD_NUMBER)
    (line,) = told("intake.imported")
    total = {"file_rows": 4, "taken_in": 2, "set_aside": 2, "left_out": 0}
    assert {name: line.facts[name] for name in total} == total
    (own,) = Import.objects.all()
    assert {name: getattr(own, name) for name in total} == total
    assert own.position == next(entry.position for entry in reader.entries(tag="intake.imported"))
    (waits,) = told("intake.set_aside")
    assert waits.facts["count"] == 2


@pytest.mark.parametrize("lost", ["taken_in", "set_aside", "left_out", "file_rows"])
def test_an_import_whose_rows_do_not_add_up_is_refused(office, lost):
    path = office.write(ANNA, BAD_DAY, BERT)
    made = office.plan(path)
    wrong = replace(made, counts={**made.counts, lost: made.counts[lost] + 1})
    refused(RowsDoNotAddUp, lambda: office.take_in(wrong, path))
    forgotten = replace(made, set_aside=())
    refused(RowsDoNotAddUp, lambda: office.take_in(forgotten, path))


def test_the_same_file_again_sets_no_row_aside_twice(office):
    aside(office, BAD_DAY)
    path = office.folder / "one.csv"
    again = office.take_in(office.later(path), path)
    assert (again.new, again.set_aside) == ([], ())
    assert SetAsideRow.objects.count() == 1


def exported(office, **more):
    """The rows that wait as a workbook, by somebody with a task to export them."""
    house = office.house
    house.assess()
    fields = ["name", "mobile", "birth_on", "service_type", "bank_account", "id_number"]
    task = house.task(purpose=Purpose.INVENTORY, fields=fields, acts=[Act.EXPORT], **more)
    return mending_file.take_out(
        deal=house.deal,
        dataset=house.dataset,
        task=task,
        lang="zh",
        actor=house.dpo,
        at=house.at,
    )


def rows_of(content):
    (sheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_rows_go_out_with_the_reason_beside_each_cell_and_no_formula(office):
    aside(office, BAD_DAY, BAD_NUMBER)
    made = exported(office)
    first, second = rows_of(made.content)
    assert first["姓名"] == "陈虚三"
    assert first["出生日期"] == "1990-02-30"
    assert "第 3 行" in first["出生日期（问题）"]
    assert "不是有效的日期" in first["出生日期（问题）"]
    assert not first["手机号（问题）"]
    assert second["手机号"] == "'+86 154 9"
    (line,) = told("intake.sent_out")
    assert line.facts["count"] == 2
    reads = list(reader.entries(tag="gate.revealed"))
    assert any(entry.line().facts["act"] == "export" for entry in reads)


def test_without_a_task_to_export_no_row_leaves(office):
    aside(office, BAD_DAY)
    house = office.house
    house.assess()
    task = house.task(purpose=Purpose.INVENTORY, fields=["name", "mobile"], acts=[Act.REVEAL])
    with pytest.raises(GateClosed) as closed:
        mending_file.take_out(
            deal=house.deal, dataset=house.dataset, task=task, lang="zh",
            actor=house.dpo, at=house.at,
        )  # fmt: skip
    assert "gate.act_not_in_task" in {one.code for one in closed.value.decision.reasons}
    assert told("intake.sent_out") == []


def test_without_an_assessment_in_force_no_row_leaves(office, monkeypatch):
    aside(office, BAD_DAY)
    monkeypatch.setattr(type(office.house), "assess", lambda _: None)
    with pytest.raises(GateClosed) as closed:
        exported(office)
    assert {one.code for one in closed.value.decision.reasons} == {"gate.no_assessment"}


def test_where_nothing_waits_nothing_goes_out(office):
    office.first(ANNA)
    with pytest.raises(NothingSetAside):
        exported(office)


def back(office, content, name="back.xlsx", **cells):
    """The workbook, mended."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    (sheet,) = book.worksheets
    heads = [cell.value for cell in sheet[1]]
    for heading, values in cells.items():
        for row, value in enumerate(values, start=2):
            sheet.cell(row, heads.index(heading) + 1).value = value
    path = office.folder / name
    book.save(path)
    return path


def planned(office, path):
    house = office.house
    said = {"encoding": None, "complete": False, "cut_off": None, "accepted": [],
            "mapped": [], "dropped": []}  # fmt: skip
    return import_plan.planned([path], (house.deal, house.dataset, house.dpo), said)


def test_mended_rows_come_back_through_the_same_import_and_once(office, monkeypatch):
    monkeypatch.setattr("shoumi.base.clock.is_demo", lambda: True)
    monkeypatch.setattr("shoumi.base.clock.now", lambda: office.house.at)
    aside(office, BAD_DAY, BAD_NUMBER)
    held = [Ref(one.subject) for one in SetAsideRow.objects.order_by("id")]
    content = exported(office).content
    mended = {"出生日期": ["1990-02-28", None], "手机号": ["15400001003", "15400001004"]}
    path = back(office, content, **mended)
    made = planned(office, path)
    made.require()
    taken = office.take_in(made, path)
    assert taken.returned == 2
    # Who is held is another than when it was assessed.
    office.house.assess()
    assert sorted(office.values(ref)["name"] for ref in taken.new) == ["杜虚四", "陈虚三"]
    assert [one.state for one in SetAsideRow.objects.all()] == [RowState.RETURNED] * 2
    assert not Subject.objects.filter(ref__in=held).exists()
    assert not Record.objects.filter(subject__in=held).exists()
    # What they were sealed under protects nothing any more, and is swept.
    assert set(held) <= set(cleanup.orphans(made_before=office.house.at.replace(year=2099)))
    again = back(office, content, name="again.xlsx", **mended)
    assert [one.code for one in planned(office, again).errors] == ["intake.not_set_aside"] * 2
    once_more = office.later(again)
    refused(NotSetAside, lambda: office.take_in(once_more, again))


def test_a_row_that_comes_back_wrong_waits_again_and_once(office):
    aside(office, BAD_DAY)
    path = back(office, exported(office).content)
    taken = office.take_in(office.later(path), path)
    assert (taken.returned, len(taken.set_aside)) == (1, 1)
    assert [one.state for one in SetAsideRow.objects.order_by("id")] == [
        RowState.RETURNED,
        RowState.WAITING,
    ]


@pytest.mark.both
def test_destroying_reaches_rows_that_wait(office):
    _, taken = aside(office, BAD_DAY)
    house = office.house
    order = destruction.propose(
        deal=house.deal,
        subjects=queries.refs(queries.all_held(house.deal)),
        basis=Basis.DEAL_TERMINATED,
        actor=house.dpo,
        at=house.at,
    )
    assert order.count == 3
    for witness in (people.SECURITY, people.SUPERVISOR):
        destruction.confirm(order=Ref(order.ref), actor=house[witness], at=house.at)
    destruction.carry_out(order=Ref(order.ref), actor=house.dpo, at=house.at)
    (row,) = SetAsideRow.objects.all()
    assert (row.state, row.faults) == (RowState.DESTROYED, [])
    assert keys.existing(taken.set_aside) == frozenset()
    assert not Record.objects.exists()
    assert set_aside.remains(taken.set_aside) == 0


def test_what_remains_of_a_row_is_told(office):
    _, taken = aside(office, BAD_DAY)
    assert set_aside.remains(taken.set_aside) == 1


def test_a_row_that_waits_is_no_customer_to_anybody(office):
    _, taken = aside(office, BAD_DAY)
    house = office.house
    (row,) = taken.set_aside
    assert Subject.objects.get(ref=row).state == State.SET_ASIDE
    assert row not in queries.refs(queries.of_deal(house.deal))
    assert queries.holding(house.dataset, "mobile", [BAD_DAY["mobile"]]) == [[]]
    task = house.task(purpose=Purpose.SERVICE, fields=["name"])
    assert not decisions.ask(house.asked(task, row, fields=["name"])).allowed
