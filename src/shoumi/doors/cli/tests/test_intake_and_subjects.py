"""Take files in, and look at people for a task."""

from __future__ import annotations

import pytest

from shoumi.base import clock
from shoumi.base.deals import queries as deals
from shoumi.base.deals.tests.stages import reach
from shoumi.base.gate.models import Task
from shoumi.base.ledger import reader
from shoumi.base.subjects.models import State, Subject
from shoumi.base.subjects.services import change_state
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import DealStage
from shoumi.doors.cli.tests import cast as people
from shoumi.doors.cli.tests.conftest import BEGIN, CHANGED, CUSTOMERS, tell

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])

VALUES = ("陈虚安", "15400001001", "样本路")


@pytest.fixture
def task(stocked, yes):
    """For customer service, all fields, to list and to reveal."""
    return yes(
        "task", "open", stocked, "inventory", "--person", people.SERVICE, "--act", "list",
        "--act", "reveal", "--until", "2026-09-20", "--as", people.DPO,
    )["ref"]  # fmt: skip


def test_a_plan_explains_and_writes_nothing(deal, customers, shoumi, yes):
    told = yes("intake", "plan", customers)
    assert told["counts"]["people"] == 5
    assert {row["field"] for row in told["mappings"]} >= {"name", "mobile", "closed_on"}
    shown = shoumi("intake", "plan", customers).out
    assert "手机号" in shown
    assert not any(value in shown for value in VALUES)
    assert yes("subject", "list", deal)["subjects"] == []


def test_an_unknown_column_stops_an_import_until_it_is_named_or_dropped(
    deal, customers, shoumi, yes, no
):
    customers.write_text(CUSTOMERS.replace("服务类型", "暗号"), "utf-8")
    yes("deal", "dataset", deal, "c", "c", "--recipient-kind", "other", "--as", people.DPO)
    tell(deal)
    reach(Ref(deals.by_number(deal).ref), DealStage.INVENTORY, at=BEGIN)
    plan = shoumi("intake", "plan", customers, "--json")
    assert plan.exit_code == 1
    assert [one["code"] for one in plan.json["errors"]] == ["mapping.unknown_column"]
    assert plan.json["errors"][0]["place"].startswith("customers.csv")
    no("intake", "run", customers, "--deal", deal, "--as", people.DPO)
    assert yes("subject", "list", deal)["subjects"] == []
    yes("intake", "plan", customers, "--drop", "暗号")
    run = ("intake", "run", customers, "--deal", deal, "--as", people.DPO)
    taken = yes(*run, "--map", "暗号=service_type", "--basis", "月嫂=CONSENT")
    assert taken["new"] == 5
    bases = [one["basis"] for one in yes("subject", "list", deal)["subjects"]]
    assert bases.count("CONSENT") == 2


def test_a_bad_row_is_set_aside_and_the_sum_is_told(stocked, tmp_path, yes, no, shoumi):
    held = len(yes("subject", "list", stocked)["subjects"])
    bad = tmp_path / "bad.csv"
    bad.write_text("姓名,手机号\n周虚六,15400001106\n吴虚七,154\n郑虚八\n", "utf-8")
    run = ("intake", "run", bad, "--deal", stocked, "--as", people.DPO)
    assert shoumi(*run, "--decide", "row.not_a_mobile=nonsense").exit_code == 2
    taken = yes(*run, "--decide", "csv.ragged=leave_out")
    total = {"file_rows": 3, "taken_in": 1, "set_aside": 1, "left_out": 1}
    assert {name: taken[name] for name in total} == total
    told = yes("intake", "show", "--deal", stocked)
    assert {name: told["imports"][0][name] for name in total} == total
    assert told["imports"][0]["position"] == taken["position"]
    assert told["kinds"] == [{"code": "row.not_a_mobile", "field": "mobile", "count": 1}]
    shown = shoumi("intake", "show", "--deal", stocked).out
    assert "吴虚七" not in shown
    # A refusal leaves no file behind.
    taking = ("intake", "take-out", "--deal", stocked, "--task", "task-none", "--as", people.DPO)
    no(*taking, "-o", tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()
    # Who is set aside is nobody yet.
    assert len(yes("subject", "list", stocked)["subjects"]) == held + 1


def test_a_later_file_updates_and_doubles_nobody(stocked, tmp_path, yes):
    later = tmp_path / "later.csv"
    later.write_text(CHANGED, "utf-8")
    plan = yes(
        "intake", "plan", later, "--deal", stocked, "--dataset", "customers", "--complete",
        "--as", people.DPO,
    )  # fmt: skip
    assert (plan["counts"]["new"], plan["counts"]["changed"], len(plan["missing"])) == (1, 1, 1)
    taken = yes("intake", "run", later, "--deal", stocked, "--as", people.DPO)
    assert (taken["new"], taken["updated"]) == (1, 1)
    assert len(yes("subject", "list", stocked)["subjects"]) == 6
    assert not Task.objects.filter(closed_at=None).exists()


def test_a_person_is_shown_masked_and_revealed_for_a_task(stocked, task, yes, no, shoumi):
    ref = yes("subject", "list", stocked, "--limit", "1")["subjects"][0]["ref"]
    assert "masked" not in yes("subject", "show", ref)
    masked = yes("subject", "show", ref, "--task", task, "--as", people.SERVICE)["masked"]
    assert masked["name"] == "陈**"
    assert "15400001001" not in str(masked)
    reveal = ("subject", "reveal", ref, "--task", task, "--fields", "name,mobile")
    assert yes(*reveal, "--as", people.SERVICE)["values"] == {
        "name": "陈虚安",
        "mobile": "15400001001",
    }
    assert "闸门" in no(*reveal, "--as", people.SECURITY)
    assert shoumi(*reveal[:-1], "shoe_size", "--as", people.SERVICE).exit_code == 2
    yes("task", "close", task, "--as", people.DPO)
    no(*reveal, "--as", people.SERVICE)


def test_a_number_from_standard_input_finds_its_person(stocked, task, yes, shoumi):
    find = ("subject", "find", stocked, "--field", "mobile", "--task", task, "--as", people.SERVICE)
    everybody = [one["ref"] for one in yes("subject", "list", stocked)["subjects"]]
    assert yes(*find, input="154-0000-1002\n")["subjects"] == [everybody[1]]
    assert yes(*find, input="15400009999\n")["subjects"] == []
    assert "没有找到" in shoumi(*find, input="15400009999\n").out


def test_to_find_opens_nobody_and_its_help_says_so(stocked, task, yes, shoumi):
    find = ("subject", "find", stocked, "--field", "mobile", "--task", task, "--as", people.SERVICE)
    before = reader.size()
    assert yes(*find, input="15400001002\n")["subjects"]
    tags = [one.line().tag for one in reader.entries() if one.position >= before]
    assert not [tag for tag in tags if "opened" in tag or "reveal" in tag]
    told = shoumi("subject", "find", "--help").out
    assert "nobody is opened" in " ".join(told.split())
    assert "confirmed by opening" not in told


def test_a_task_of_one_deal_finds_nobody_of_another(stocked, task, yes, no):
    other = yes(
        "deal", "create", "--type", "asset", "--title", "另一笔",
        "--target", "云岚虚构家政服务有限公司,91990000MA0DEM0213",
        "--seller", people.SELLER, "--as", people.CONSULTANT,
    )["number"]  # fmt: skip
    elsewhere = yes(
        "task", "open", other, "inventory", "--person", people.SERVICE, "--act", "list",
        "--until", "2026-09-20", "--as", people.DPO,
    )["ref"]  # fmt: skip
    find = ("subject", "find", stocked, "--field", "mobile", "--as", people.SERVICE)
    assert yes(*find, "--task", task, input="15400001002\n")["subjects"]
    no(*find, "--task", elsewhere, input="15400001002\n")


def test_who_is_frozen_is_not_found_by_a_number(stocked, task, yes):
    find = ("subject", "find", stocked, "--field", "mobile", "--task", task, "--as", people.SERVICE)
    [hit] = yes(*find, input="15400001002\n")["subjects"]
    change_state(
        deal=Ref(Subject.objects.get(ref=hit).deal), subjects=[Ref(hit)], to=State.FROZEN,
        duty="6.1", actor=SYSTEM, at=clock.now(),
    )  # fmt: skip
    assert yes(*find, input="15400001002\n")["subjects"] == []


def test_only_the_protection_officer_or_the_head_opens_tasks(stocked, no, yes, shoumi, task):
    no(
        "task", "open", stocked, "service", "--person", people.CONSULTANT,
        "--until", "2026-09-20", "--as", people.CONSULTANT,
    )  # fmt: skip
    listed = yes("task", "list", stocked)["tasks"]
    assert [one["ref"] for one in listed] == [task]
    assert people.SERVICE in shoumi("task", "list", stocked).out


def test_subjects_come_in_pages_and_by_state(stocked, yes, shoumi):
    first = yes("subject", "list", stocked, "--limit", "2")
    rest = yes("subject", "list", stocked, "--after", first["after"])
    assert (len(first["subjects"]), len(rest["subjects"])) == (2, 3)
    assert yes("subject", "list", stocked, "--state", "frozen")["subjects"] == []
    assert "shoumi intake" in shoumi("subject", "list", stocked, "--kind", "child").out
