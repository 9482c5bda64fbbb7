"""Blocks of a sheet, wherever they are read, give what the sheet as a whole gives."""

from __future__ import annotations

import pickle
from datetime import date
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shoumi.base import pools
from shoumi.base.intake import blocks, tables
from shoumi.base.intake.plan import Delta, plan
from shoumi.base.intake.rows import Out
from shoumi.base.intake.tests import dying_worker
from shoumi.base.intake.tests.cast import REGISTER, TODAY

HEADINGS = "姓名,手机,生日,身份证号,开户日期,备注,类别"
CELLS = (
    st.sampled_from(["", "张虚一", "李虚二", "合计", "=1+1", "Иaн"]),
    st.sampled_from(["", "15400001001", "15400001002", "1.54E+10", "+8615400001003"]),
    st.sampled_from(["", "1990-01-01", "1990-02-30", "2030-01-01", "2019-05-05"]),
    st.sampled_from(["", "990000199001011116", "990000199001011117"]),
    st.sampled_from(["", "2024-03-29", "2026-08-01"]),
    st.sampled_from(["", "=cmd", "a\u202eb"]),
    st.sampled_from(["", "员工", "收件人", "客户"]),
)
CUT_OFF = date(2026, 7, 1)


class Nobody:
    """The people held before: none."""

    def find(self, _, values):
        return [()] * len(values)

    def open(self, _):
        return {}

    def everybody(self):
        return []


def planned(path):
    made = plan(
        [path], REGISTER, TODAY, allow_synthetic=True, delta=Delta(Nobody(), CUT_OFF, as_of=0)
    )
    said = made.errors, made.warnings, made.excluded, made.doubtful, made.changes, made.counts
    return list(made.people), (*said, list(made.set_aside))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("sheets")


@settings(max_examples=25)
@given(st.lists(st.tuples(*CELLS), min_size=1, max_size=24), st.integers(1, 9))
def test_a_sheet_in_small_blocks_that_were_copied_is_the_sheet_in_one(folder, rows, at_once):
    path = folder / "one.csv"
    path.write_text("\n".join([HEADINGS, *map(",".join, rows)]) + "\n", "utf-8")
    whole = planned(path)
    read = blocks.read

    def copied(order):
        return pickle.loads(pickle.dumps(read(pickle.loads(pickle.dumps(order)))))

    with (
        mock.patch.object(tables, "_AT_ONCE", at_once),
        mock.patch.object(tables.blocks, "read", copied),
    ):
        assert planned(path) == whole


@pytest.fixture
def path(folder, monkeypatch):
    """Many rows, in seven blocks."""
    path = folder / "many.csv"
    rows = [
        f"张虚一,154{n:08d},1990-0{n % 9 + 1}-{n % 31 + 1:02d},,2024-01-01,,客户"
        for n in range(2_000)
    ]
    path.write_text("\n".join([HEADINGS, *rows]) + "\n", "utf-8")
    monkeypatch.setattr(tables, "_AT_ONCE", 300)
    yield path
    pools.close()


def test_other_processes_read_what_this_one_reads(path, monkeypatch):
    alone = planned(path)
    monkeypatch.setattr(pools, "WORTH", 1)
    monkeypatch.setattr(pools, "processors", lambda: 2)
    assert planned(path) == alone
    assert pools.processes.idle()
    lines = [int(one.place.rpartition(":")[2]) for one in alone[1][1]]
    assert lines == sorted(lines)
    assert len(lines) > 40


def test_a_block_over_which_a_worker_is_killed_is_read_again(path, monkeypatch):
    alone = planned(path)
    monkeypatch.setattr(pools, "WORTH", 1)
    monkeypatch.setattr(pools, "processors", lambda: 2)
    killed = dying_worker.kill_over(monkeypatch, blocks.read, times=1)
    assert planned(path) == alone
    assert len(killed) == 1


def test_a_block_over_which_two_workers_are_killed_is_not_left_out_in_silence(path, monkeypatch):
    monkeypatch.setattr(pools, "WORTH", 1)
    monkeypatch.setattr(pools, "processors", lambda: 2)
    dying_worker.kill_over(monkeypatch, blocks.read, times=100)
    with pytest.raises(pools.WorkerLost):
        planned(path)


def test_a_row_that_begins_like_a_foot_and_one_opened_later_are_left_out_in_order(folder):
    path = folder / "foot.csv"
    path.write_text(
        f"{HEADINGS}\n张虚一,15400001001,,,2026-08-01,,\n合计,1,,,,,\n李虚二,15400001002,,,,,\n",
        "utf-8",
    )
    people, (*_, excluded, _, _, _, _) = planned(path)
    assert [(one.why, one.source.line) for one in excluded] == [
        (Out.AFTER_CUT_OFF, 2),
        (Out.FOOTER, 3),
    ]
    assert [person.values["name"] for person in people] == ["李虚二"]
